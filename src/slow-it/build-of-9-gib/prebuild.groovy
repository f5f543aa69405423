// SPDX-License-Identifier: Apache-2.0
// Sparse on the disk, with a byte at the end that is not zero.
def target = new File(basedir, 'target')
target.mkdirs()
new RandomAccessFile(new File(target, 'large'), 'rw').withCloseable {
    it.seek((9L << 30) - 1)
    it.write(7)
}
return true
