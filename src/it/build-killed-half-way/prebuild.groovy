// SPDX-License-Identifier: Apache-2.0
new File(basedir, 'large').mkdirs()
new File(basedir, 'large/first').text = 'first'
return true
