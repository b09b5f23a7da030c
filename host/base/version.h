/* The protocol's numbers (PROTOCOL.md, "hello"). A change of meaning raises the version;
 * the minimum is the oldest that this host still answers. Versions of host and engine are
 * CLEANCOPY_VERSION, from the VERSION file. */
#ifndef CLEANCOPY_BASE_VERSION_H
#define CLEANCOPY_BASE_VERSION_H

#define PROTOCOL_VERSION 1
#define PROTOCOL_MIN 1

#endif
