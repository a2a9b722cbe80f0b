package dev.ketch.ftp;

import java.time.Duration;

/**
 * A transfer that is complete and verified as far as its options asked.
 *
 * @param bytes bytes that went over the wire
 * @param size bytes of the whole file, resumed ones included
 * @param duration from the first command to the last reply
 */
public record TransferResult(long bytes, long size, Duration duration) {}
