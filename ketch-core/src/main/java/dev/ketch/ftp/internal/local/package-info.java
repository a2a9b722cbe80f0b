/** What this machine says: the user's home, and paths of files byte for byte. */
@NullMarked
package dev.ketch.ftp.internal.local;

import org.jspecify.annotations.NullMarked;
