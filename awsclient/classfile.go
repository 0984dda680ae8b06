package awsclient

import (
	"encoding/binary"
	"strings"
)

// classInterfaces reads the names of the interfaces that a Java class implements itself
// out of its file (Java Virtual Machine Specification, chapter 4); nil if it is none.
func classInterfaces(code []byte) []string {
	c := classFile{rest: code}
	if c.number(4) != 0xcafebabe {
		return nil
	}
	c.number(4) // the version
	count := c.number(2)
	texts, classes := map[int]string{}, map[int]int{}
	for i := 1; i < count && !c.bad; i++ {
		switch kind := c.number(1); kind {
		case 1:
			texts[i] = string(c.bytes(c.number(2)))
		case 7:
			classes[i] = c.number(2)
		case 8, 16, 19, 20:
			c.number(2)
		case 15:
			c.bytes(3)
		case 3, 4, 9, 10, 11, 12, 17, 18:
			c.number(4)
		case 5, 6:
			c.bytes(8)
			i++ // takes two places
		default:
			return nil
		}
	}
	c.bytes(6) // its flags, itself, and the class above it
	var all []string
	for range c.number(2) {
		if name := texts[classes[c.number(2)]]; name != "" && !c.bad {
			all = append(all, strings.ReplaceAll(name, "/", "."))
		}
	}
	return all
}

type classFile struct {
	rest []byte
	bad  bool // it has ended too early
}

func (c *classFile) bytes(n int) []byte {
	if n > len(c.rest) {
		c.bad, c.rest = true, nil
		return make([]byte, min(n, 8))
	}
	taken := c.rest[:n]
	c.rest = c.rest[n:]
	return taken
}

func (c *classFile) number(n int) int {
	var wide [8]byte
	copy(wide[8-n:], c.bytes(n))
	return int(binary.BigEndian.Uint64(wide[:])) //nolint:gosec // at most four bytes
}
