"""Tests of `wallethelp.core.triage`."""
