/** The command line: one class a command. */
@NullMarked
package dev.ketch.cli;

import org.jspecify.annotations.NullMarked;
