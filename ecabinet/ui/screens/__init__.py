"""Screens: panels put together for one purpose; they build and connect, they decide nothing."""
