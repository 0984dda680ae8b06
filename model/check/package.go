package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// importing is what CreatePackage and UpdatePackage have in common.
type importing struct {
	id, name, kind, engine string
	source                 rule.PackageSource
	encryption             *rule.PackageEncryption
}

func creatingPackage(request any) (importing, bool) {
	r, ok := request.(rule.CreatePackageRequest)
	return importing{name: r.Name, kind: r.Type, engine: r.EngineVersion, source: r.Source, encryption: r.Encryption}, ok
}

func updatingPackage(request any) (importing, bool) {
	r, ok := request.(rule.UpdatePackageRequest)
	return importing{id: r.ID, source: r.Source, encryption: r.Encryption}, ok
}

var imports = []*rule.Operation{&rule.CreatePackage, &rule.UpdatePackage}

// fromObject judges an object that has been chosen, of a package whose type is known.
func fromObject(judge func(*Case, importing) []Finding) func(*Case) []Finding {
	return on(func(c *Case, i importing) []Finding {
		if i.source.Bucket == "" || i.source.Key == "" {
			return nil
		}
		return judge(c, i)
	}, creatingPackage, updatingPackage)
}

var packageChecks = []*Check{
	{
		For: imports, Name: "object", Needs: []*Fact{Object.Fact},
		Source: "HeadObject; AWS documentation, custom packages",
		judge:  fromObject(object),
	},
	{
		For: imports, Name: "Region of the bucket", Needs: []*Fact{BucketRegion.Fact},
		Source: "GetBucketLocation; AWS documentation, custom packages",
		judge: on(func(c *Case, i importing) []Finding {
			if i.source.Bucket == "" {
				return nil
			}
			return bucketRegion(c, i)
		}, creatingPackage, updatingPackage),
	},
	{
		For: imports, Name: "encryption of the object", Needs: []*Fact{Packages.Fact, Object.Fact, Key.Fact},
		Source: "HeadObject, DescribeKey; AWS documentation, custom packages",
		judge:  fromObject(objectEncryption),
	},
	{
		For: imports, Name: "key", Stands: true, Needs: []*Fact{Key.Fact},
		Source: "DescribeKey; AWS documentation, encryption of packages",
		judge: on(func(c *Case, i importing) []Finding {
			if i.encryption == nil || i.encryption.KMSKey == "" {
				return nil
			}
			return usableKey(c, i.encryption.KMSKey)
		}, creatingPackage, updatingPackage),
	},
	{
		For: []*rule.Operation{&rule.CreatePackage}, Name: "name and number", Needs: []*Fact{Packages.Fact},
		Source: "DescribePackages; AWS documentation, custom packages and quotas of plugins",
		judge:  on(nameAndNumber, creatingPackage),
	},
	{
		For: imports, Name: "archive", Needs: []*Fact{Packages.Fact, Archive.Fact},
		Source: "GetObject, the directory of the zip; AWS documentation, custom plugins",
		judge:  fromObject(archive),
	},
	{
		For: []*rule.Operation{&rule.UpdatePackage}, Name: "something new", Needs: []*Fact{Packages.Fact, Object.Fact, Archive.Fact},
		Source: "HeadObject, GetObject, DescribePackages",
		judge:  fromObject(somethingNew),
	},
	{
		For: []*rule.Operation{&rule.UpdatePackage}, Name: "who uses it", Needs: []*Fact{OfPackage.Fact},
		Source: "ListDomainsForPackage; AWS documentation, custom packages",
		judge:  on(whoUses, updatingPackage),
	},
}

// whole is the import with what an update leaves to its package.
func (i importing) whole(c *Case) (importing, model.Package, bool) {
	if i.id == "" {
		return i, model.Package{}, true
	}
	packages, ok := Packages.get(c, "")
	at := slices.IndexFunc(packages, func(p model.Package) bool { return p.Key.ID == i.id })
	if !ok || at < 0 {
		return i, model.Package{}, false
	}
	p := packages[at]
	i.name, i.kind, i.engine = p.Name, p.Type, p.EngineVersion
	return i, p, true
}

func object(c *Case, i importing) []Finding {
	o, ok := Object.get(c, i.source.Path())
	if !ok {
		return nil
	}
	f := Finding{Verdict: Passed, Subject: i.source.Key, Says: fmt.Sprintf("the object is there, %d bytes", o.Size)}
	switch {
	case o.Gone:
		f.Verdict, f.Says, f.Do = Fails, "there is no such object: the package would end COPY_FAILED", "Upload it, or choose another."
	case o.Archived():
		f.Verdict, f.Says, f.Do = Fails, "the object is in "+o.StorageClass+" and cannot be read", "Restore it in Amazon S3 first."
	case o.Size == 0:
		f.Verdict, f.Says = Fails, "the object is empty"
	case i.kind == model.PluginType && o.Size > pluginMost:
		f.Verdict, f.Says = Fails, "the object is longer than the 1 GiB that a plugin may have uncompressed"
	}
	return []Finding{f}
}

// pluginMost is what a plugin may have uncompressed, in bytes (documentation).
const pluginMost = 1 << 30

func bucketRegion(c *Case, i importing) []Finding {
	region, ok := BucketRegion.get(c, i.source.Bucket)
	switch {
	case !ok:
		return nil
	case region != c.Caller.Region:
		return []Finding{{
			Verdict: Fails, Subject: i.source.Bucket, Says: "the bucket is in " + region + ", and packages are imported from buckets in " + c.Caller.Region + " alone",
			Do: "Copy the object to a bucket in " + c.Caller.Region + ".",
		}}
	}
	return []Finding{{Verdict: Passed, Subject: i.source.Bucket, Says: "the bucket is in " + region}}
}

func objectEncryption(c *Case, i importing) []Finding {
	o, ok := Object.get(c, i.source.Path())
	if !ok || o.Gone {
		return nil
	}
	if !o.ByKMS() {
		return []Finding{{Verdict: Passed, Subject: i.source.Key, Says: "the object is encrypted by Amazon S3 itself"}}
	}
	f := Finding{
		Verdict: Warns, Subject: i.source.Key, Says: "the object is encrypted with a key of KMS, which the service is documented not to read: expect COPY_FAILED",
		Do: "Store it with the encryption of Amazon S3 (SSE-S3).",
	}
	if o.KMSKey != "" {
		if k, ok := Key.get(c, o.KMSKey); ok && (k.Gone || k.State != "Enabled") {
			f.Verdict, f.Says = Fails, "the key of the object is "+cmp.Or(k.State, "gone")+": nobody can read it"
		}
	}
	return []Finding{f}
}

// usableKey judges a key that something is to be encrypted with.
func usableKey(c *Case, id string) []Finding {
	if a, ok := model.ParseARN(id); ok && a.Region != c.Caller.Region {
		return []Finding{{Verdict: Fails, Subject: id, Says: "the key is in " + a.Region + ", and must be in " + c.Caller.Region}}
	}
	k, ok := Key.get(c, id)
	if !ok {
		return nil
	}
	f := Finding{Verdict: Passed, Subject: id, Says: "the key can be used"}
	switch {
	case k.Gone:
		f.Verdict, f.Says, f.Do = Fails, "there is no such key", "Choose another."
	case k.State != "Enabled":
		f.Verdict, f.Says, f.Do = Fails, "the key is "+k.State, "Enable it, or choose another."
	case k.Usage != "ENCRYPT_DECRYPT" || k.Spec != "SYMMETRIC_DEFAULT":
		f.Verdict, f.Says, f.Do = Fails, "the key is for "+k.Usage+" with "+k.Spec+", and a symmetric one is needed", "Choose another."
	case k.MultiRegion:
		f.Verdict, f.Says = Warns, "the key is a multi-Region key, which the pattern of the service does not name"
	}
	return []Finding{f}
}

func nameAndNumber(c *Case, i importing) []Finding {
	if i.name == "" && i.kind == "" {
		return nil
	}
	packages, ok := Packages.get(c, "")
	if !ok {
		return nil
	}
	plugins := 0
	for _, p := range packages {
		if !p.OwnedBy(c.Caller.Account) {
			continue
		}
		if p.Type == model.PluginType {
			plugins++
		}
		if p.Name == i.name && (p.Type != model.PluginType || i.kind != model.PluginType || p.EngineVersion == i.engine) {
			return []Finding{{Verdict: Fails, Subject: i.name, Says: "is the name of a package that exists (" + p.Key.ID + ")", Do: "Update that one, or choose another name."}}
		}
	}
	if i.kind == model.PluginType && plugins >= rule.MaxPlugins {
		return []Finding{{
			Verdict: Fails, Subject: i.name, Says: fmt.Sprintf("there are %d plugins, and an account has no more than %d in a Region", plugins, rule.MaxPlugins),
			Do: "Delete one that is not used.",
		}}
	}
	if i.name == "" {
		return nil
	}
	return []Finding{{Verdict: Passed, Subject: i.name, Says: "the name is free"}}
}

// refusedInterfaces are those that plugins have been refused for (recorded, SERVICE.md §4.4).
var refusedInterfaces = []string{"org.opensearch.plugins.ActionPlugin"}

func archive(c *Case, i importing) []Finding {
	i, _, ok := i.whole(c)
	if !ok || i.kind != model.PluginType {
		return nil
	}
	a, ok := Archive.get(c, i.source.Path())
	if !ok || a.Gone {
		return nil
	}
	f := Finding{Verdict: Passed, Subject: i.source.Key, Says: "a plugin for " + a.Engine()}
	refused := slices.DeleteFunc(slices.Clone(a.Interfaces), func(name string) bool { return !slices.Contains(refusedInterfaces, name) })
	switch {
	case a.Unreadable != "":
		f.Verdict, f.Says, f.Do = Fails, "is no zip that can be read: "+a.Unreadable, "Build it anew."
	case a.Descriptor == nil:
		f.Verdict, f.Says = Fails, "has no plugin-descriptor.properties at the top: the plugin could not be loaded"
		f.Do = "Zip the files of the plugin without the folder that they are in."
	case a.Engine() == "":
		f.Verdict, f.Says = Fails, "its descriptor does not say for which version of OpenSearch it is"
	case i.engine != "" && a.Engine() != i.engine:
		f.Verdict, f.Says = Fails, "is made for "+a.Engine()+", and the package is for "+i.engine
		f.Do = "Choose " + a.Engine() + ", or build the plugin for " + i.engine + "."
	case len(refused) > 0:
		f.Verdict, f.Says = Fails, "its class implements "+strings.Join(refused, ", ")+", which the service does not support"
	case a.Uncompressed > pluginMost:
		f.Verdict, f.Says = Fails, "has more than 1 GiB uncompressed"
	}
	return []Finding{f}
}

func somethingNew(c *Case, i importing) []Finding {
	_, p, ok := i.whole(c)
	if !ok {
		return nil
	}
	o, ok := Object.get(c, i.source.Path())
	if !ok || o.Gone {
		return nil
	}
	// The service keeps no checksum of what it has imported, but what a plugin says of itself.
	if p.Plugin.Version != "" {
		if a, ok := Archive.get(c, i.source.Path()); ok && a.Descriptor["version"] == p.Plugin.Version {
			return []Finding{{
				Verdict: Warns, Subject: i.source.Key, Says: "says of itself that it is " + p.Plugin.Version + ", as " + p.Version + " does: the new version may hold the same",
				Do: "Choose the object that holds what is new.",
			}}
		}
	}
	if o.Modified.IsZero() || p.Made().IsZero() {
		return nil
	}
	if !o.NewerThan(p) {
		return []Finding{{
			Verdict: Warns, Subject: i.source.Key,
			Says: "the object was last changed on " + o.Modified.UTC().Format(time.DateOnly) + ", before " + p.Version + " was made: the new version may hold the same",
		}}
	}
	return []Finding{{Verdict: Passed, Subject: i.source.Key, Says: "the object is newer than " + p.Version}}
}

func whoUses(c *Case, i importing) []Finding {
	if i.id == "" {
		return nil
	}
	domains, ok := OfPackage.get(c, i.id)
	if !ok || len(domains) == 0 {
		return nil
	}
	names := make([]string, len(domains))
	for at, a := range domains {
		names[at] = a.Domain
	}
	return []Finding{{
		Verdict: Warns, Subject: i.id, Says: "is on " + strings.Join(names, ", ") + ": each keeps its version until the package is associated there again",
		Do: "Associate it again afterwards. A dictionary takes effect when its indexes are opened anew or their analyzers reloaded.",
	}}
}
