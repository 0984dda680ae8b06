package ui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
	"oscope/ui/form"
)

// sourceFields pick an object in Amazon S3: a bucket, and then an object in it,
// folder by folder. Both may be typed, since listing them is a permission of its
// own that the service does not need.
type sourceFields struct {
	bucket, object *form.Picker
	packageType    func() string

	buckets  *listed[string]
	folders  map[string]*listed[model.BucketEntry] // by bucket and prefix
	prefix   string                                // of the folder that is open
	prefixOf string                                // the bucket that prefix is about
}

// listed is what a call has brought for a picker.
type listed[T any] struct {
	items []T
	more  bool
	err   *model.CallError
	done  bool
}

func newSourceFields(packageType func() string) *sourceFields {
	return &sourceFields{
		bucket:      typedAs(form.NewPicker("Bucket"), &rule.CreatePackage, "PackageSource.S3BucketName"),
		object:      typedAs(form.NewPicker("Object").KeepPicked(), &rule.CreatePackage, "PackageSource.S3Key"),
		packageType: packageType,
		folders:     map[string]*listed[model.BucketEntry]{},
	}
}

func (f *sourceFields) fields() []form.Field { return []form.Field{f.bucket, f.object} }

func (f *sourceFields) source() rule.PackageSource {
	return rule.PackageSource{Bucket: f.bucket.Value(), Key: f.object.Value()}
}

// load lists what the pickers lack: the buckets, and the folder that is open.
func (f *sourceFields) load(at scope) tea.Cmd {
	var cmds []tea.Cmd
	if f.buckets == nil {
		f.buckets = &listed[string]{}
		cmds = append(cmds, func() tea.Msg {
			names, err := at.client.Buckets(at.ctx)
			return loadedMsg{func(a *App) tea.Cmd { f.buckets.take(a, names, false, err); return nil }}
		})
	}
	bucket := f.bucket.Value()
	if bucket != f.prefixOf { // another bucket: what was chosen in the last one is void
		if f.prefixOf != "" {
			f.object.Clear()
		}
		f.prefixOf, f.prefix = bucket, ""
	}
	if prefix, ok := f.object.Opened(); ok {
		f.prefix = prefix
	}
	if bucket == "" || f.folders[bucket+"/"+f.prefix] != nil {
		return tea.Batch(cmds...)
	}
	folder, prefix := &listed[model.BucketEntry]{}, f.prefix
	f.folders[bucket+"/"+prefix] = folder
	return tea.Batch(append(cmds, func() tea.Msg {
		entries, more, err := at.client.Folder(at.ctx, bucket, prefix)
		return loadedMsg{func(a *App) tea.Cmd { folder.take(a, entries, more, err); return nil }}
	})...)
}

func (l *listed[T]) take(a *App, items []T, more bool, err error) {
	l.items, l.more, l.done = items, more, true
	if err != nil {
		l.err = callError(err)
		if l.err.Kind != model.FailureCancelled { // the form was closed
			a.journal.logError(l.err, a.now)
		}
	}
}

// empty says why a picker has nothing to offer.
func (l *listed[T]) empty(nothing string) string {
	switch {
	case l == nil || !l.done:
		return "Reading…"
	case l.err != nil:
		return l.lack()
	}
	return nothing
}

// lack says why options are missing; empty when none are.
func (l *listed[T]) lack() string {
	if l == nil || l.err == nil {
		return ""
	}
	return cannotList(l.err)
}

func (f *sourceFields) refresh(*App) {
	var buckets []form.Option
	if f.buckets != nil {
		for _, name := range f.buckets.items {
			buckets = append(buckets, form.Option{Value: name, Title: name})
		}
	}
	f.bucket.SetOptions(buckets, f.buckets.empty("This account has no buckets in this Region. Type one."))

	folder := f.folders[f.bucket.Value()+"/"+f.prefix]
	var objects []form.Option
	f.object.SetPlace(f.prefix)
	if f.prefix != "" {
		parent := f.prefix[:strings.LastIndex(strings.TrimSuffix(f.prefix, "/"), "/")+1]
		up := form.Option{Value: parent, Title: "..", Note: "back to " + cmp.Or(parent, f.bucket.Value()), Opens: true}
		if folder == nil || !folder.done || folder.err != nil {
			up.Note += "; here: " + folder.empty("")
		}
		objects = append(objects, up)
	}
	nothing := "Nothing here."
	if f.bucket.Value() == "" {
		nothing = "Pick a bucket first, or type the key."
	} else if folder != nil {
		for _, entry := range folder.items {
			objects = append(objects, f.option(entry))
		}
		if folder.more {
			f.object.SetPlace(f.prefix + " (there are more than are listed: type the key)")
		}
		nothing = folder.empty(nothing)
	}
	f.object.SetOptions(objects, nothing)
}

func (f *sourceFields) option(entry model.BucketEntry) form.Option {
	o := form.Option{Value: entry.Key, Title: strings.TrimPrefix(entry.Key, f.prefix)}
	if entry.Folder() {
		o.Opens = true
		return o
	}
	o.Kind = byteSize(entry.Size)
	o.Note = f.endingWarning(entry.Key)
	return o
}

// endingWarning warns of a key that does not look like an object of the type.
func (f *sourceFields) endingWarning(key string) string {
	endings := rule.PackageEndings(f.packageType())
	if key == "" || len(endings) == 0 || slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(strings.ToLower(key), e) }) {
		return ""
	}
	return "does not end with " + strings.Join(endings, " or ")
}

// keyPicker picks a KMS key by alias, or what is typed: an id, an ARN, an alias.
type keyPicker struct {
	*form.Picker
	aliases *listed[string]
}

func newKeyPicker() *keyPicker {
	return &keyPicker{Picker: typedAs(form.NewPicker("KMS key"), &rule.CreatePackage, "PackageEncryptionOptions.KmsKeyIdentifier")}
}

func (p *keyPicker) load(at scope) tea.Cmd {
	if p.aliases != nil {
		return nil
	}
	p.aliases = &listed[string]{}
	return func() tea.Msg {
		names, err := at.client.KeyAliases(at.ctx)
		return loadedMsg{func(a *App) tea.Cmd { p.aliases.take(a, names, false, err); return nil }}
	}
}

func (p *keyPicker) refresh(*App) {
	var options []form.Option
	if p.aliases != nil {
		for _, name := range p.aliases.items {
			o := form.Option{Value: name, Title: name}
			if strings.HasPrefix(name, "alias/aws/") {
				o.Note = "a key of AWS's"
			}
			options = append(options, o)
		}
	}
	p.SetOptions(options, p.aliases.empty("This account has no keys with aliases. Type a key."))
}
