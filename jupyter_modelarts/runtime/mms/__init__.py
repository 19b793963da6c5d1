"""Where published MXNet packages import their base class from."""
