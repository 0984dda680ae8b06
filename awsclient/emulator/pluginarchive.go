package emulator

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// PluginArchive is what is in the zip of a plugin, which the emulator makes of it: a
// descriptor and a jar with the plugin's class.
type PluginArchive struct {
	Name          string `json:"name"`
	Version       string `json:"version"`
	EngineVersion string `json:"opensearch.version"` // "2.19.0"
	JavaVersion   string `json:"java.version"`
	ClassName     string `json:"classname"`
	// Interfaces are those that the plugin's class implements.
	Interfaces []string `json:"interfaces,omitempty"`
	// NoDescriptor leaves the descriptor out, as when a whole folder was zipped.
	NoDescriptor bool `json:"noDescriptor,omitempty"`
}

const descriptorFile = "plugin-descriptor.properties"

// complete fills in the members that a world leaves out.
func (p *PluginArchive) complete() error {
	defaultTo(&p.Version, "1.0.0")
	defaultTo(&p.JavaVersion, "17")
	defaultTo(&p.ClassName, "org.example."+strings.ReplaceAll(p.Name, "-", "")+".Plugin")
	if p.Interfaces == nil {
		p.Interfaces = []string{"org.opensearch.plugins.SearchPlugin"}
	}
	if p.Name == "" || p.EngineVersion == "" {
		return errors.New("name and opensearch.version are required")
	}
	return nil
}

// archive makes the zip, the same each time.
func (p *PluginArchive) archive() []byte {
	class := strings.ReplaceAll(p.ClassName, ".", "/")
	jar := zipped(file{"META-INF/MANIFEST.MF", []byte("Manifest-Version: 1.0\n")}, file{class + ".class", p.class()})
	files := []file{{p.Name + ".jar", jar}}
	if !p.NoDescriptor {
		files = append(files, file{descriptorFile, fmt.Appendf(nil,
			"description=%s\nversion=%s\nname=%s\nclassname=%s\njava.version=%s\nopensearch.version=%s\n",
			p.Name, p.Version, p.Name, p.ClassName, p.JavaVersion, p.EngineVersion)})
	}
	return zipped(files...)
}

type file struct {
	name    string
	content []byte
}

func zipped(files ...file) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		// Writing to memory does not fail.
		entry, _ := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		_, _ = entry.Write(f.content)
	}
	_ = w.Close()
	return b.Bytes()
}

// class is a class file (Java Virtual Machine Specification, chapter 4) of a class that
// implements the interfaces and has nothing in it.
func (p *PluginArchive) class() []byte {
	names := append([]string{p.ClassName, "org.opensearch.plugins.Plugin"}, p.Interfaces...)
	var b bytes.Buffer
	put := func(n int) { _ = binary.Write(&b, binary.BigEndian, uint16(n)) } //nolint:gosec // names and tables of tests are short
	b.Write([]byte{0xca, 0xfe, 0xba, 0xbe})
	put(0)
	put(61) // Java 17
	put(2*len(names) + 1)
	for i, name := range names {
		name = strings.ReplaceAll(name, ".", "/")
		b.WriteByte(1) // a text …
		put(len(name))
		b.WriteString(name)
		b.WriteByte(7) // … and the class of that name
		put(2*i + 1)
	}
	put(0x21) // public
	put(2)    // this class
	put(4)    // the one above it
	put(len(p.Interfaces))
	for i := range p.Interfaces {
		put(2 * (i + 3))
	}
	put(0) // fields
	put(0) // methods
	put(0) // attributes
	return b.Bytes()
}
