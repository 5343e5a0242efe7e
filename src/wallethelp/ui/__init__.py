"""The wizard's loop, the interface it asks through, and three ways to be asked."""
