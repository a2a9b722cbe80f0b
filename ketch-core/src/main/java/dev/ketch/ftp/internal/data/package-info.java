/** The data connection, passive and active behind one path. */
@NullMarked
package dev.ketch.ftp.internal.data;

import org.jspecify.annotations.NullMarked;
