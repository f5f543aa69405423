// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

/** Is told of the entries of a tar while {@link TarChecker} looks at them. */
interface EntryListener {
    /** Listens to nothing. */
    EntryListener NONE = (header, pax, path, linkPath, offset) -> {};

    /**
     * Called for each entry that keeps the rules so far.
     *
     * @param header its header
     * @param pax what its extended header says, with the owners of a global one
     * @param path its path, one character a byte
     * @param linkPath the target of a link, one character a byte; of no meaning for other types
     * @param offset where in the tar the header's block begins
     * @throws TarFault if the listener cannot do with it
     */
    void entry(TarHeader header, PaxHeader pax, String path, String linkPath, long offset) throws TarFault;
}
