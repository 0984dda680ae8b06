package emulator

import (
	"slices"

	"oscope/model"
)

// Tag is a tag of an application or a domain.
type Tag struct {
	Key   string `json:"Key"`
	Value string `json:"Value"`
}

// maxTags is the documented number of tags that a resource may have.
const maxTags = 10

func checkTagCount(tags []Tag, code string) error {
	if len(tags) > maxTags {
		return refuse(code, "A resource can have at most %d tags.", maxTags)
	}
	return nil
}

// tags returns where the tags of a resource are kept. Only ListTags lists
// ResourceNotFoundException, so the others pass another code.
func (s *state) tags(resource, notFound string) (*[]Tag, error) {
	if app := s.applicationWithARN(resource); app != nil {
		return &app.TagList, nil
	}
	named, _ := model.ParseARN(resource)
	if d := s.domains.get(named.Name); d != nil && d.ARN == resource {
		return &d.TagList, nil
	}
	return nil, refuse(notFound, "Resource not found: %s", resource)
}

func (s *state) listTags(in struct {
	ARN string `json:"arn"`
},
) (any, error) {
	tags, err := s.tags(in.ARN, "ResourceNotFoundException")
	if err != nil {
		return nil, err
	}
	return struct {
		TagList []Tag `json:"TagList"`
	}{append([]Tag{}, *tags...)}, nil
}

func (s *state) addTags(in struct {
	ARN     string `json:"ARN"`
	TagList []Tag  `json:"TagList"`
},
) (any, error) {
	tags, err := s.tags(in.ARN, "ValidationException")
	if err != nil {
		return nil, err
	}
	merged := slices.Clone(*tags)
	for _, t := range in.TagList {
		merged = slices.DeleteFunc(merged, func(old Tag) bool { return old.Key == t.Key })
		merged = append(merged, t)
	}
	if err := checkTagCount(merged, "LimitExceededException"); err != nil {
		return nil, err
	}
	*tags = merged
	return nil, nil
}

func (s *state) removeTags(in struct {
	ARN     string   `json:"ARN"`
	TagKeys []string `json:"TagKeys"`
},
) (any, error) {
	tags, err := s.tags(in.ARN, "ValidationException")
	if err != nil {
		return nil, err
	}
	*tags = slices.DeleteFunc(slices.Clone(*tags), func(t Tag) bool { return slices.Contains(in.TagKeys, t.Key) })
	return nil, nil
}
