/** Settings as small immutable records, one for each layer that needs them. */
@NullMarked
package dev.ketch.ftp.options;

import org.jspecify.annotations.NullMarked;
