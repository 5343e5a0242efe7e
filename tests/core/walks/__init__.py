"""Tests of `wallethelp.core.walks`."""
