/**
 * The programs of the FTP chapter of "Foundations of Python Network Programming", in Java. Each is
 * a short {@code main}; the first argument is always a host, optionally with {@code :port}.
 */
package dev.ketch.examples;
