package command

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"oscope/awsclient"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/cmd/oscope/request"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// task is a write under way.
type task struct {
	*desk
	*write
	*options
	flags    *request.Flags
	values   map[string]any
	scope    model.Scope
	client   *awsclient.Client
	snapshot *live.Snapshot
	results  []kind.Row
	vigil    *vigil // nil before it is waited
	deadline func() // begins the time that it is waited
}

func (w *write) run(ctx context.Context, d *desk, flags *request.Flags, o *options) error {
	scopes := d.Fleet.Scopes()
	if len(scopes) != 1 || len(d.unresolved) > 0 {
		return exit.Usagef("%s is for one account and Region, and %d are meant: name one profile and one Region", w.name, len(scopes))
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	t := &task{
		desk: d, write: w, options: o, flags: flags, values: flags.Values(), scope: scopes[0],
		client: d.Clients.Client(scopes[0]), snapshot: d.Fleet.Snapshot(scopes[0]),
	}
	t.deadline = func() {
		if o.timeout > 0 {
			time.AfterFunc(o.timeout, func() { cancel(errTimeOver) })
		}
	}
	if t.client.ReadOnly() && !o.dryRun && !t.checks {
		return exit.Usagef("nothing was sent: oscope runs read-only; --dry-run shows what would be sent")
	}
	d.look(t.needs()...)
	var failed error
	err := d.Until(ctx, func() bool {
		if t.vigil == nil && d.heard() {
			if failed = t.carryOut(ctx); t.vigil == nil {
				return true
			}
		}
		return t.vigil != nil && t.vigil.over()
	})
	if t.vigil != nil {
		err = t.vigil.conclude(err)
	}
	if failed == nil || len(t.results) > 0 {
		failed = joinErrors(t.show(), failed)
	}
	return joinErrors(ended(err), failed)
}

// needs are the feeds that tell what is named, and where what comes of it is listed.
func (t *task) needs() []live.Feed {
	feeds := asked(t.operation, t.values)
	if t.of == model.KindAssociation && t.wait && !t.dryRun { // which of two listings has them
		feeds = append(feeds, live.Feed{Kind: live.FeedPackages}, live.Feed{Kind: live.FeedDomains})
	}
	return feeds
}

// carryOut does what is to be done when all that it takes is known. It leaves a vigil
// if there is something to wait for.
func (t *task) carryOut(ctx context.Context) error {
	if troubles, told := t.troubles([]live.Feed{{Kind: live.FeedCaller}}); len(troubles) > 0 {
		return exit.Silently(t.report(troubles, told))
	}
	calls, err := t.prepare(ctx)
	switch {
	case err != nil:
		return err
	case t.checks:
		return t.examine(ctx, calls)
	case t.dryRun:
		return t.preview(calls)
	case len(calls) == 0:
		t.say("nothing to do: all have the newest version")
		return nil
	case t.undoes && !t.yes:
		return exit.Usagef("nothing was done. This would be sent:\n  %s\n--yes does it", strings.Join(t.commands(calls), "\n  "))
	}
	code := exit.OK
	for _, c := range calls {
		if failed := t.send(ctx, c); code == exit.OK {
			code = failed
		}
	}
	if t.wait {
		t.await()
	}
	return exit.Silently(code)
}

// prepare makes the calls, of which everything has been checked.
func (t *task) prepare(ctx context.Context) ([]call, error) {
	if err := t.resolve(t.operation, t.values); err != nil {
		return nil, err
	}
	if t.complete != nil {
		if err := t.complete(ctx, t, t.values); err != nil {
			return nil, err
		}
		if list, _ := t.values[t.fills].([]any); len(list) == 0 {
			return nil, nil
		}
	}
	requests := request.Apart(t.values, t.several...)
	bound := t.flags.Operation.In(t.snapshot.Caller.Region)
	var violations []rule.Violation
	for _, one := range requests {
		violations = append(violations, bound.Check(one)...)
	}
	if t.check != nil {
		violations = append(violations, t.check(t.values)...)
	}
	if err := t.flags.Broken(violations); err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	if _, knows := t.operation.Member(tokenMember); knows && !t.dryRun && t.values[tokenMember] == nil {
		for _, one := range requests {
			one[tokenMember] = rand.Text()
		}
	}
	return t.calls(requests), nil
}

// send makes a call, and says what has come of it.
func (t *task) send(ctx context.Context, c call) exit.Code {
	var receipt awsclient.Receipt
	items, err := c.send(awsclient.WithReceipt(ctx, &receipt), t.client)
	if err != nil {
		failed := model.AsCallError(err)
		t.record(c, nil, failed, receipt.RequestID())
		return t.refused(ctx, c, failed)
	}
	if c.gone != nil {
		items = append(items, c.gone)
	}
	t.record(c, items, nil, receipt.RequestID())
	for _, item := range items {
		row := kind.Row{Kind: t.kindOf(), Scope: t.scope, Snapshot: t.snapshot, Item: item, Around: t.around(), Vanished: c.gone != nil}
		if !row.Vanished {
			t.snapshot.Expect(t.snapshot.FeedOf(item), item, row.Now)
		}
		t.results = append(t.results, row)
		if t.format.Format == output.Text {
			_ = output.Line(t.out, says(row)) // what was done is done, whoever reads it
		}
	}
	return exit.OK
}

// says is a result in one line.
func says(row kind.Row) string {
	who := row.Kind.Name + " " + row.Title()
	if row.Vanished {
		return who + " is gone"
	}
	if id := row.Item.Common().Key.ID; slices.Contains(row.Names(), id) && id != row.Title() {
		who += " (" + id + ")"
	}
	line := who + " is " + string(row.Status())
	if why := row.Reason(); why != "" {
		line += ": " + why
	}
	return line
}

// refused says why a call has not been carried out, or may not have been.
func (t *task) refused(ctx context.Context, c call, err *model.CallError) exit.Code {
	line := err.Error()
	switch err.Ending() {
	case model.Unknown:
		line += ". Whether it was done is not known: oscope get " + t.kindOf().Plural() + " shows it"
		if c.operation.SafeTwice() {
			line += ". " + c.operation.Name + " may be repeated with the same --client-token"
		}
	case model.NotSent:
		line += ". Nothing was sent. " + err.Advice(model.AtCommand)
	case model.Done, model.Refused:
		line += ". " + err.Advice(model.AtCommand)
	}
	t.say("%s", line)
	switch {
	case ctx.Err() != nil:
		return exit.Interrupted
	case denied(err):
		return exit.Denied
	case err.Kind == model.FailureReadOnly:
		return exit.Usage
	case err.Kind == model.FailureNotFound:
		return exit.Gone
	}
	return exit.Failed
}

// await begins to wait for what has come of it.
func (t *task) await() {
	told := *t.desk
	if t.format.Format != output.Text {
		told.out = told.errs // what is data comes at the end
	}
	w := &wait{kind: t.kindOf(), goal: t.goal(), timeout: t.timeout, format: output.Value{Format: output.Text}}
	v := &vigil{wait: w, changes: changes{&told, output.Text, false}, began: time.Now(), found: true}
	for _, row := range t.results {
		if !row.Vanished {
			w.names = append(w.names, row.Title())
			v.targets = append(v.targets, &target{name: row.Title(), ref: row.Key(), found: true, last: row})
		}
	}
	if len(v.targets) == 0 {
		return
	}
	v.resume = fmt.Sprintf("oscope wait %s %s goes on waiting", w.kind.Name, strings.Join(w.names, " "))
	if t.undoes {
		v.resume = strings.Replace(v.resume, " goes on", " --for gone goes on", 1)
	}
	v.narrow()
	t.Changed = v.tell
	t.deadline()
	t.vigil = v
}

// show writes the results as data.
func (t *task) show() error {
	if t.format.Format == output.Text || t.dryRun {
		return nil
	}
	var records [][]byte
	for _, row := range t.results {
		if item, there := t.snapshot.Item(row.Item.Common().Key); there {
			row.Item = item
		} else {
			row.Vanished = true
		}
		row.Around = t.around()
		records = append(records, row.Encode())
	}
	return output.Records(t.out, t.format.Format, records)
}

// behind fills in the domains that have an older version of a package, and leaves out
// those that have the newest.
func behind(ctx context.Context, t *task, values map[string]any) error {
	id, _ := values["PackageID"].(string)
	associations, err := t.client.PackageDomains(ctx, id)
	if err != nil {
		call := model.AsCallError(err)
		return exit.Silently(t.report([]trouble{{"", call}}, 0))
	}
	wanted, _ := values["DomainName"].([]any)
	var domains []any
	for _, a := range associations {
		named := slices.Contains(wanted, any(a.Domain))
		wanted = slices.DeleteFunc(wanted, func(name any) bool { return name == any(a.Domain) })
		if t.snapshot.Newer(a) == "" || !named && values["DomainName"] != nil {
			continue
		}
		domains = append(domains, a.Domain)
		t.snapshot.Expect(t.snapshot.FeedOf(a), a, time.Now()) // what a listing shows that does not know of the update yet
	}
	if len(wanted) > 0 {
		return exit.With(exit.Gone, errors.New("the package is not associated with "+fmt.Sprint(wanted...)))
	}
	values["DomainName"] = domains
	return nil
}
