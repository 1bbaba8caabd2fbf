"""What stands between the web chat and strangers: limits, headers, cookies, sizes, faults."""
