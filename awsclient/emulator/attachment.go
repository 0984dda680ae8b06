package emulator

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// Attachment has the members of DescribeDataSourceAttachment's answer and, in a
// world, those of the request that made it, and when that was. In a world the id
// may also be the application's name.
type Attachment struct {
	AttachmentID           string                  `json:"attachmentId,omitempty"`
	ID                     string                  `json:"id,omitempty"`
	ARN                    string                  `json:"arn,omitempty"`
	DataSourceARN          string                  `json:"dataSourceArn"`
	Status                 model.Status            `json:"status,omitempty"`
	WorkspaceID            string                  `json:"workspaceId,omitempty"`
	WorkspaceConfiguration *WorkspaceConfiguration `json:"workspaceConfiguration,omitempty"`
	CreatedAt              Timestamp               `json:"createdAt,omitzero"`
}

// WorkspaceConfiguration describes a workspace that is made when the attachment
// completes.
type WorkspaceConfiguration struct {
	Name          string `json:"name"`
	WorkspaceType string `json:"workspaceType"`
}

// Workspace is a workspace of the application with that id.
type Workspace struct {
	WorkspaceID   string `json:"workspaceId"`
	ID            string `json:"id"`
	Name          string `json:"name"`
	WorkspaceType string `json:"workspaceType"`
}

func (w *Workspace) complete(r *references) error {
	err := r.application("id", &w.ID)
	defaultTo(&w.WorkspaceType, "OBSERVABILITY")
	defaultTo(&w.WorkspaceID, workspaceID(w.ID, w.Name))
	return cmp.Or(
		err,
		checkName("name", &rule.AttachDataSource, "workspaceConfiguration.name", w.Name),
		checkName("workspaceType", &rule.AttachDataSource, "workspaceConfiguration.workspaceType", w.WorkspaceType),
		r.define("workspaceId", "workspace", w.WorkspaceID, w.ID),
	)
}

func (a *Attachment) complete(r *references) error {
	err := cmp.Or(r.application("id", &a.ID), r.dataSource(a.DataSourceARN))
	if r.meaning("application", a.ID) == "ACTIVE" && isActive(model.Status(r.meaning("data source", a.DataSourceARN))) {
		defaultTo(&a.Status, "ATTACHED")
	}
	defaultTo(&a.Status, "PENDING")
	defaultTo(&a.AttachmentID, attachmentID(a.ID, a.DataSourceARN))
	return cmp.Or(
		err,
		a.checkKind(),
		checkStatus("status", model.KindAttachment, a.Status),
		derive("arn", &a.ARN, r.applicationARN(a.ID)),
		a.checkWorkspace(r),
		r.define("attachmentId", "attachment", a.AttachmentID, ""),
		r.define("dataSourceArn", "attached to "+a.ID, a.DataSourceARN, ""),
	)
}

func (a *Attachment) checkKind() error {
	if !attachable(a.DataSourceARN) {
		return fmt.Errorf("dataSourceArn: %q is neither a domain nor a collection", a.DataSourceARN)
	}
	return nil
}

func (a *Attachment) checkWorkspace(r *references) error {
	switch {
	case a.WorkspaceID == "":
		return nil
	case a.WorkspaceConfiguration != nil:
		return errors.New("workspaceId: cannot be set together with workspaceConfiguration")
	case r.meaning("workspace", a.WorkspaceID) != a.ID:
		return fmt.Errorf("workspaceId: the application has no workspace %q", a.WorkspaceID)
	}
	return nil
}

func (s *state) loadWorkspace(w Workspace) {
	s.ids.know(w.WorkspaceID)
	s.workspaces.add(w.WorkspaceID, w)
}

func (s *state) loadAttachment(a Attachment) {
	s.ids.know(a.AttachmentID)
	owner := s.applications.get(a.ID)
	a.CreatedAt = a.CreatedAt.loaded(s.now).or(s.now)
	s.addAttachment(owner, a)
	if a.Status == "ATTACHED" {
		owner.addDataSource(a.DataSourceARN)
	}
}

func (s *state) shownAttachments() []Attachment {
	var all []Attachment
	for a := range s.applications.all() {
		all = append(all, values(&a.attachments)...)
	}
	return all
}

func (s *state) addAttachment(owner *application, a Attachment) *Attachment {
	row := owner.attachments.add(a.DataSourceARN, a)
	if row.Status == "PENDING" {
		s.agenda.plan(row.CreatedAt.Add(s.options.Durations.PendingAttachment), func(time.Time) {
			if row.Status == "PENDING" {
				row.Status = "FAILED"
			}
		})
	}
	return row
}

// attachPending completes every attachment that no longer has to wait. Call it
// when a data source becomes active, and attachPendingTo when an application does.
func (s *state) attachPending() {
	for a := range s.applications.all() {
		s.attachPendingTo(a)
	}
}

func (s *state) attachPendingTo(owner *application) {
	if owner.Status != "ACTIVE" {
		return
	}
	for a := range owner.attachments.all() {
		if a.Status == "PENDING" && s.sourceActive(a.DataSourceARN) {
			s.attach(owner, a)
		}
	}
}

// attach completes an attachment. Only now does its workspace come to be.
func (s *state) attach(owner *application, a *Attachment) {
	a.Status = "ATTACHED"
	owner.addDataSource(a.DataSourceARN)
	if c := a.WorkspaceConfiguration; c != nil {
		a.WorkspaceID = s.ids.issue(workspaceID)
		a.WorkspaceConfiguration = nil
		s.workspaces.add(a.WorkspaceID, Workspace{a.WorkspaceID, owner.ID, c.Name, c.WorkspaceType})
	}
}

// described is the attachment as the service answers it: without its workspace.
func (a Attachment) described() Attachment {
	a.WorkspaceID, a.WorkspaceConfiguration, a.CreatedAt = "", nil, Timestamp{}
	return a
}

// attachmentIn is what an operation on one attachment asks for.
type attachmentIn struct {
	applicationIn
	DataSourceARN string `json:"dataSourceArn"`
}

func (s *state) attachDataSource(in struct {
	attachmentIn
	WorkspaceID            string                  `json:"workspaceId"`
	WorkspaceConfiguration *WorkspaceConfiguration `json:"workspaceConfiguration"`
},
) (any, error) {
	owner, err := s.application(in.ID)
	if err != nil {
		return nil, err
	}
	if err := s.checkAttachable(in.DataSourceARN); err != nil {
		return nil, err
	}
	existing := owner.attachments.get(in.DataSourceARN)
	if existing != nil && existing.Status != "FAILED" {
		return existing.described(), nil
	}
	if owner.Status == "DELETING" {
		return nil, refuse("ConflictException", "Application %s is being deleted.", owner.ID)
	}
	if w := s.workspaces.get(in.WorkspaceID); in.WorkspaceID != "" && (w == nil || w.ID != owner.ID) {
		return nil, refuse("ResourceNotFoundException", "Workspace not found: %s", in.WorkspaceID)
	}
	owner.attachments.remove(in.DataSourceARN)
	a := s.addAttachment(owner, Attachment{
		AttachmentID:           s.ids.issue(attachmentID),
		ID:                     owner.ID,
		ARN:                    owner.ARN,
		DataSourceARN:          in.DataSourceARN,
		Status:                 "PENDING",
		WorkspaceID:            in.WorkspaceID,
		WorkspaceConfiguration: in.WorkspaceConfiguration,
		CreatedAt:              at(s.now),
	})
	s.attachPendingTo(owner)
	return a.described(), nil
}

// checkAttachable checks that the data source with an ARN can be attached.
func (s *state) checkAttachable(text string) error {
	if model.ARNKind(text) == model.KindCollection && s.options.RefuseCollections {
		return refuse("ValidationException", "The data source cannot be attached: %s", text)
	}
	if _, ok := s.sourceStatus(text); !ok {
		return refuse("ResourceNotFoundException", "Data source not found: %s", text)
	}
	return nil
}

// attachment finds one, or refuses as the service does.
func (s *state) attachment(in attachmentIn) (*application, *Attachment, error) {
	owner, err := s.application(in.ID)
	if err != nil {
		return nil, nil, err
	}
	if a := owner.attachments.get(in.DataSourceARN); a != nil {
		return owner, a, nil
	}
	return owner, nil, refuse("ResourceNotFoundException", "Data source %s is not attached to application %s.", in.DataSourceARN, owner.ID)
}

func (s *state) detachDataSource(in attachmentIn) (any, error) {
	owner, a, err := s.attachment(in)
	switch {
	case owner != nil && owner.Status != "ACTIVE":
		return nil, refuse("ConflictException", "Application %s is %s. A data source can be detached when it is ACTIVE.", owner.ID, owner.Status)
	case err != nil:
		return nil, err
	case a.Status == "PENDING":
		return nil, refuse("ConflictException", "The attachment of %s is PENDING. It can be detached when it is ATTACHED.", in.DataSourceARN)
	}
	owner.attachments.remove(in.DataSourceARN)
	owner.removeDataSource(in.DataSourceARN)
	return Attachment{ID: owner.ID, ARN: owner.ARN, DataSourceARN: in.DataSourceARN}, nil
}

func (s *state) describeDataSourceAttachment(in attachmentIn) (any, error) {
	_, a, err := s.attachment(in)
	if err != nil {
		return nil, err
	}
	return a.described(), nil
}

func (s *state) listDataSourceAttachments(in struct {
	applicationIn
	listing
},
) (any, error) {
	owner, err := s.application(in.ID)
	if err != nil {
		return nil, err
	}
	rows, next, err := page(&owner.attachments, in.listing, "attachments of "+owner.ID, attachmentPageSize, func(*Attachment) bool { return true })
	return struct {
		Attachments []Attachment `json:"attachments"`
		NextToken   string       `json:"nextToken,omitempty"`
	}{shown(rows, func(a *Attachment) Attachment {
		return Attachment{AttachmentID: a.AttachmentID, DataSourceARN: a.DataSourceARN, Status: a.Status}
	}), next}, err
}
