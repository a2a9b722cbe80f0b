/** Moving bytes: pumps, streams, text translation, listings. */
@NullMarked
package dev.ketch.ftp.internal.transfer;

import org.jspecify.annotations.NullMarked;
