"""What is read of requests, threads and silence. «Not yours» and «does not exist» are the same `NotFound`."""
