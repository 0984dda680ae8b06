package awsclient

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// How much of a plugin's archive is read, in bytes: its end, where the directory is, and
// then in blocks what else is looked at, up to a bound.
const (
	archiveTail  = 16 << 10
	archiveBlock = 4 << 10
	archiveMost  = 512 << 10
	// filesMost bounds a directory: a plugin has some dozens.
	filesMost = 5000
)

// errArchiveTooLong: what is wanted of an archive is more than is read of one.
var errArchiveTooLong = errors.New("more than is read of an archive")

// PluginArchive looks into the zip of a plugin without fetching it: its directory, its
// descriptor and, where that is cheap, what the plugin's class implements.
func (c *Client) PluginArchive(ctx context.Context, bucket, key string, size int64) (model.PluginArchive, error) {
	remote := &remoteFile{size: size, get: func(from, length int64) ([]byte, error) { return c.objectRange(ctx, bucket, key, from, length) }}
	found := inside(remote)
	switch {
	case remote.failed == nil, errors.Is(remote.failed, errArchiveTooLong) && found.Unreadable == "":
		return found, nil
	case errors.Is(remote.failed, errArchiveTooLong): // not read is not unreadable
		return model.PluginArchive{}, translate(remote.failed, operation{&rule.GetObject, bucket + "/" + key})
	}
	return model.PluginArchive{}, remote.failed
}

// inside looks into an archive. What is wrong with it is one of its facts; what keeps it
// from being read is noted by the file.
func inside(remote *remoteFile) (found model.PluginArchive) {
	archive, err := zip.NewReader(remote, remote.size)
	switch {
	case err != nil:
		found.Unreadable = err.Error()
		return found
	case len(archive.File) > filesMost:
		remote.failed, found.Unreadable = errArchiveTooLong, "it has too many files"
		return found
	}
	for _, f := range archive.File {
		found.Files = append(found.Files, f.Name)
		found.Uncompressed += int64(f.UncompressedSize64) //nolint:gosec // of a sum that is only shown
	}
	if found.Descriptor, err = descriptor(archive); err != nil {
		if errors.Is(err, errArchiveTooLong) {
			remote.failed = err
		}
		found.Unreadable = "its descriptor cannot be read: " + err.Error()
		return found
	}
	found.Interfaces = interfaces(archive, found.Descriptor["classname"])
	return found
}

const descriptorName = "plugin-descriptor.properties"

// descriptor reads the descriptor, which is at the top; nil when there is none.
func descriptor(archive *zip.Reader) (map[string]string, error) {
	data, err := contentOf(archive, func(name string) bool { return name == descriptorName }, textMost)
	if data == nil {
		return nil, err
	}
	properties := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		name, value, ok := strings.Cut(line, "=")
		if ok && !strings.HasPrefix(line, "#") {
			properties[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return properties, nil
}

// contentOf is the content of the first file that fits; nil when there is none, or
// it is longer than most.
func contentOf(archive *zip.Reader, fits func(name string) bool, most uint64) ([]byte, error) {
	i := slices.IndexFunc(archive.File, func(f *zip.File) bool { return fits(f.Name) })
	if i < 0 {
		return nil, nil
	}
	f := archive.File[i]
	if f.UncompressedSize64 > most || f.CompressedSize64 > most {
		return nil, errArchiveTooLong
	}
	content, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = content.Close() }()
	return io.ReadAll(io.LimitReader(content, int64(most))) //nolint:gosec // a small constant
}

// interfaces looks for the plugin's class in the jars at the top of the archive.
func interfaces(archive *zip.Reader, class string) []string {
	file := strings.ReplaceAll(class, ".", "/") + ".class"
	for _, f := range archive.File {
		if class == "" || !strings.HasSuffix(f.Name, ".jar") || strings.Contains(f.Name, "/") {
			continue
		}
		data, err := contentOf(archive, func(name string) bool { return name == f.Name }, archiveMost/2)
		if err != nil {
			continue
		}
		jar, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			continue
		}
		if code, err := contentOf(jar, func(name string) bool { return name == file }, archiveMost); err == nil && code != nil {
			return classInterfaces(code)
		}
	}
	return nil
}

// remoteFile reads an object in blocks, each once.
type remoteFile struct {
	size   int64
	get    func(from, length int64) ([]byte, error)
	read   int64
	spans  []span
	failed error
}

type span struct {
	from int64
	data []byte
}

// ReadAt reads what zip asks for.
func (r *remoteFile) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		at := off + int64(n)
		if at >= r.size {
			return n, io.EOF
		}
		s, err := r.span(at, int64(len(p)-n))
		if err != nil {
			return n, err
		}
		n += copy(p[n:], s.data[at-s.from:])
	}
	return n, nil
}

// span is the piece that holds a place; it is fetched with what stands around it.
func (r *remoteFile) span(at, wanted int64) (span, error) {
	for _, s := range r.spans {
		if at >= s.from && at < s.from+int64(len(s.data)) {
			return s, nil
		}
	}
	tail := max(0, r.size-archiveTail)
	from, to := at, min(r.size, at+max(wanted, archiveBlock))
	if at >= tail {
		from, to = tail, r.size
	}
	if r.read += to - from; r.read > archiveMost {
		r.failed = errArchiveTooLong
		return span{}, r.failed
	}
	data, err := r.get(from, to-from)
	if err != nil {
		r.failed = err
		return span{}, err
	}
	s := span{from, data}
	r.spans = append(r.spans, s)
	return s, nil
}
