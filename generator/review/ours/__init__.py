"""The submitted sentences beside those that our templates would write."""
