"""Tests of `wallethelp.core.check`."""
