/** Sockets: dialling, proxies and TLS. */
@NullMarked
package dev.ketch.ftp.internal.net;

import org.jspecify.annotations.NullMarked;
