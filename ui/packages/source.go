package packages

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/text"
	"oscope/ui/write"
)

// sourceFields pick an object in Amazon S3: a bucket, and then an object in it,
// folder by folder. Both may be typed, since listing them is a permission of its
// own that the service does not need.
type sourceFields struct {
	bucket, object *form.Picker
	packageType    func() string

	buckets  *write.Listed[string]
	offered  bool                                        // the last bucket
	folders  map[string]*write.Listed[model.BucketEntry] // by bucket and prefix
	prefix   string                                      // of the folder that is open
	prefixOf string                                      // the bucket that prefix is about
	aim      string                                      // what the cursor begins on in it; empty for the first object
	aimed    bool                                        // and has been put on
}

func newSourceFields(packageType func() string) *sourceFields {
	return &sourceFields{
		bucket:      write.TypedAs(form.NewPicker("Bucket"), &rule.CreatePackage, "PackageSource.S3BucketName"),
		object:      write.TypedAs(form.NewPicker("Object").KeepPicked(), &rule.CreatePackage, "PackageSource.S3Key"),
		packageType: packageType,
		folders:     map[string]*write.Listed[model.BucketEntry]{},
	}
}

func (f *sourceFields) fields() []form.Field { return []form.Field{f.bucket, f.object} }

func (f *sourceFields) source() rule.PackageSource {
	return rule.PackageSource{Bucket: f.bucket.Value(), Key: f.object.Value()}
}

// load lists what the pickers lack: the buckets, and the folder that is open.
func (f *sourceFields) load(in write.Scope) tea.Cmd {
	var cmds []tea.Cmd
	if f.buckets == nil {
		f.buckets = &write.Listed[string]{}
		cmds = append(cmds, func() tea.Msg {
			names, err := in.Client.Buckets(in.Ctx)
			return write.Loaded(func(at *desk.Desk) tea.Cmd { f.buckets.Take(at, names, false, err); return nil })
		})
	}
	bucket := f.bucket.Value()
	if bucket != f.prefixOf { // another bucket: what was chosen in the last one is void
		if f.prefixOf != "" {
			f.object.Clear()
		}
		f.prefixOf, f.prefix, f.aim, f.aimed = bucket, "", "", false
	}
	if prefix, ok := f.object.Opened(); ok {
		f.aim = ""
		if strings.HasPrefix(f.prefix, prefix) {
			f.aim = f.prefix // back up: to where one went down
		}
		f.prefix, f.aimed = prefix, false
	}
	if bucket == "" || f.folders[bucket+"/"+f.prefix] != nil {
		return tea.Batch(cmds...)
	}
	folder, prefix := &write.Listed[model.BucketEntry]{}, f.prefix
	f.folders[bucket+"/"+prefix] = folder
	return tea.Batch(append(cmds, func() tea.Msg {
		entries, more, err := in.Client.Folder(in.Ctx, bucket, prefix)
		return write.Loaded(func(at *desk.Desk) tea.Cmd {
			folder.Take(at, entries, more, err)
			if err != nil {
				return nil
			}
			return at.Chose(latelyBuckets, bucket)
		})
	})...)
}

// latelyBuckets are the buckets that were opened lately.
const latelyBuckets = "buckets"

func (f *sourceFields) refresh(at *desk.Desk) {
	var buckets []form.Option
	if f.buckets != nil {
		for _, name := range f.buckets.Items {
			buckets = append(buckets, form.Option{Value: name, Title: name})
		}
	}
	f.bucket.SetOptions(buckets, f.buckets.Empty("This account has no buckets in this Region. Type one."))
	if f.buckets != nil && f.buckets.Done && !f.offered {
		f.offered = true
		f.offerLast(at.Lately[latelyBuckets])
	}

	folder := f.folders[f.bucket.Value()+"/"+f.prefix]
	var objects []form.Option
	f.object.SetPlace(strings.TrimSuffix(f.prefix, "/"))
	if f.prefix != "" {
		parent := f.prefix[:strings.LastIndex(strings.TrimSuffix(f.prefix, "/"), "/")+1]
		up := form.Option{Value: parent, Title: "..", Note: "back to " + cmp.Or(parent, f.bucket.Value()), Opens: true}
		if folder == nil || !folder.Done || folder.Err != nil {
			up.Note += "; here: " + folder.Empty("")
		}
		objects = append(objects, up)
	}
	nothing := "Nothing here."
	if f.bucket.Value() == "" {
		nothing = "Pick a bucket first, or type the key."
	} else if folder != nil {
		for _, entry := range folder.Items {
			objects = append(objects, f.option(entry))
		}
		if folder.More {
			f.object.SetPlace(f.prefix + " (there are more than are listed: type the key)")
		}
		nothing = folder.Empty(nothing)
	}
	f.object.SetOptions(objects, nothing)
	if folder != nil && folder.Done && !f.aimed {
		f.aimed = true
		f.object.Point(cmp.Or(f.aim, firstObject(folder.Items)))
	}
}

// firstObject is the key of the first object, or else of the first folder.
func firstObject(entries []model.BucketEntry) string {
	for _, entry := range entries {
		if !entry.Folder() {
			return entry.Key
		}
	}
	if len(entries) > 0 {
		return entries[0].Key
	}
	return ""
}

// offerLast puts the cursor on the bucket that was opened last, of those that there are.
func (f *sourceFields) offerLast(lately []string) {
	for _, name := range lately {
		if slices.Contains(f.buckets.Items, name) {
			f.bucket.Point(name)
			return
		}
	}
}

func (f *sourceFields) option(entry model.BucketEntry) form.Option {
	o := form.Option{Value: entry.Key, Title: strings.TrimPrefix(entry.Key, f.prefix)}
	if entry.Folder() {
		o.Opens = true
		return o
	}
	o.Kind = text.Size(entry.Size)
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
