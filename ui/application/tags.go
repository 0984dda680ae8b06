package application

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

var tagsAction = desk.Action{
	Name: "tags", Keys: []string{"t"}, Help: "add and remove tags of the application",
	Writes: true, Takes: desk.OneThing, Obstacle: func(at *desk.Desk) string {
		application, ok := selectedApplication(at)
		switch feed := at.Snapshot.Feed(live.Feed{Kind: live.FeedTags, Of: application.ARN}); {
		case !ok:
			return "no application is selected"
		case application.Tags == nil && feed.Err != nil:
			return "its tags could not be read: " + feed.Err.Brief()
		case application.Tags == nil:
			return "its tags have not been read yet; open its detail"
		}
		return ""
	},
	Run: openTags,
}

// newTagList is a list of tags, each typed as key=value.
func newTagList() *form.List {
	key, _ := rule.AddTags.Member("TagList.Key")
	value, _ := rule.AddTags.Member("TagList.Value")
	return form.NewList("Tags", fmt.Sprintf("key=value, at most %d", rule.MaxTags), func(entry string) string {
		tag := parseTag(entry)
		switch {
		case !strings.Contains(entry, "="):
			return "must be key=value"
		case strings.HasPrefix(strings.ToLower(tag.Key), "aws:"):
			return "keys that begin with aws: are AWS's own"
		}
		if problem := write.Advice(key, tag.Key); problem != "" {
			return "its key " + problem
		}
		if tag.Value != "" {
			if problem := write.Advice(value, tag.Value); problem != "" {
				return "its value " + problem
			}
		}
		return ""
	})
}

func parseTag(entry string) model.Tag {
	key, value, _ := strings.Cut(entry, "=")
	return model.Tag{Key: strings.TrimSpace(key), Value: strings.TrimSpace(value)}
}

func parseTags(entries []string) []model.Tag {
	var tags []model.Tag
	for _, entry := range entries {
		tags = append(tags, parseTag(entry))
	}
	return tags
}

// tagsForm changes the tags of one resource.
type tagsForm struct {
	list   *form.List
	base   []model.Tag
	arn    string
	name   string
	region string
}

func openTags(at *desk.Desk) tea.Cmd {
	application, _ := selectedApplication(at)
	f := &tagsForm{list: newTagList(), base: *application.Tags, arn: application.ARN, name: application.Name, region: at.Snapshot.Caller.Region}
	var entries []string
	for _, tag := range f.base {
		entries = append(entries, tag.Key+"="+tag.Value)
	}
	f.list.SetValues(entries)
	d := &write.Form{
		Heading:    "Tags of " + f.name,
		Verb:       "Save",
		Says:       f.says,
		Commands:   f.commands,
		Violations: f.violations,
		Binds:      func() write.Binds { return write.Binds{"": f.list, "TagList": f.list, "TagKeys": f.list} },
		Writes:     f.writes,
	}
	d.Form = form.New(func() []form.Field { return []form.Field{f.list} }, d.Review)
	return d.Open(at, f.list)
}

// change returns the requests that lead from the tags as they were to those typed.
func (f *tagsForm) change() (add rule.AddTagsRequest, remove rule.RemoveTagsRequest) {
	add.ARN, remove.ARN = f.arn, f.arn
	wanted := f.wanted()
	for _, tag := range wanted {
		if !slices.Contains(f.base, tag) {
			add.Tags = append(add.Tags, tag)
		}
	}
	for _, tag := range f.base {
		if !slices.ContainsFunc(wanted, func(w model.Tag) bool { return w.Key == tag.Key }) {
			remove.Keys = append(remove.Keys, tag.Key)
		}
	}
	return add, remove
}

// wanted are the tags that the list stands for. An entry that was there from the
// beginning stands for its tag, whatever that looks like as text.
func (f *tagsForm) wanted() []model.Tag {
	var tags []model.Tag
	for _, entry := range f.list.Values() {
		i := slices.IndexFunc(f.base, func(t model.Tag) bool { return strings.TrimSpace(t.Key+"="+t.Value) == strings.TrimSpace(entry) })
		if i >= 0 {
			tags = append(tags, f.base[i])
		} else {
			tags = append(tags, parseTag(entry))
		}
	}
	return tags
}

func (f *tagsForm) says() []string {
	add, remove := f.change()
	if len(add.Tags)+len(remove.Keys) == 0 {
		return []string{"Nothing has been changed yet."}
	}
	says := []string{"Changes the tags of " + f.name + ":"}
	for _, tag := range add.Tags {
		says = append(says, "+ sets "+tag.Key+"="+tag.Value)
	}
	for _, key := range remove.Keys {
		says = append(says, "− removes "+key)
	}
	return says
}

func (f *tagsForm) commands() []string {
	add, remove := f.change()
	var commands []string
	if len(remove.Keys) > 0 {
		commands = append(commands, rule.RemoveTags.CommandLine(f.region, remove))
	}
	if len(add.Tags) > 0 {
		commands = append(commands, rule.AddTags.CommandLine(f.region, add))
	}
	return commands
}

func (f *tagsForm) violations() []rule.Violation {
	add, remove := f.change()
	if violations := rule.CheckTags(f.wanted()); violations != nil {
		return violations
	}
	switch {
	case len(add.Tags)+len(remove.Keys) == 0:
		return []rule.Violation{{Path: "tagList", Advice: "nothing has been changed"}}
	case len(add.Tags) > 0:
		return rule.AddTags.Check(rule.Values(add))
	}
	return nil
}

// writes removes first, so that a full set of tags has room for new ones.
func (f *tagsForm) writes(*desk.Desk) []write.Call {
	add, remove := f.change()
	wanted, arn := f.wanted(), f.arn
	return []write.Call{{
		Title: "tags of " + f.name,
		Sends: []*rule.Operation{&rule.RemoveTags, &rule.AddTags},
		Feeds: []live.Feed{{Kind: live.FeedTags, Of: arn}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			var err error
			if len(remove.Keys) > 0 {
				err = client.RemoveTags(ctx, remove)
			}
			if err == nil && len(add.Tags) > 0 {
				err = client.AddTags(ctx, add)
			}
			return write.Outcome{Says: write.Saying(desk.Good, "tags of "+f.name+" saved")}, err
		},
		Shown: func(s *live.Snapshot) (model.Key, bool) {
			key := model.Key{Kind: model.KindApplication, ID: model.ARNName(arn)}
			item, _ := s.Item(key)
			application, ok := item.(model.Application)
			return key, ok && application.Tags != nil && sameTags(*application.Tags, wanted)
		},
	}}
}

func sameTags(x, y []model.Tag) bool {
	return len(x) == len(y) && !slices.ContainsFunc(x, func(t model.Tag) bool { return !slices.Contains(y, t) })
}
