// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import org.apache.commons.compress.archivers.tar.TarArchiveEntry

// One file of zeros with noise in between, so long that its length needs more than 32 bits; sparse on the disk.
long size = (4L << 30) + 4097
int block = 512
def entry = new TarArchiveEntry('data/large', true)
entry.size = size
def header = new byte[block]
entry.writeEntryHeader(header)
def noise = new byte[1 << 20]
def random = new Random(1)
new RandomAccessFile(new File(basedir, 'layer.tar'), 'rw').withCloseable { tar ->
    tar.write(header)
    for (long at = block; at + noise.length < size; at += 64 << 20) {
        random.nextBytes(noise)
        tar.seek(at)
        tar.write(noise)
    }
    tar.length = block * (1 + size.intdiv(block) + 1 + 2)
}
Command.of('sh', '-c', 'gzip -1 < layer.tar > layer.tar.gz').in(basedir).succeeds()
return true
