"""Files in and out: spreadsheets of cases, later federal reports and directories."""
