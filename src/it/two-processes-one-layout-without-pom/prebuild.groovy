// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

// Large enough that both are at it when the first one ends.
['one', 'two'].each {
    Command.of('sh', '-c', 'head -c 20000000 /dev/urandom > "$1" && tar -cf "$1.tar" "$1"', 'sh', it).in(basedir).succeeds()
}
return true
