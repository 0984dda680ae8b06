package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"oscope/awsclient"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/model"
	"oscope/model/rule"
)

// newPolicyCommand returns the command that tells which permissions to give.
func newPolicyCommand(s *settings) *cobra.Command {
	var views list
	cmd := &cobra.Command{
		Use:   "iam-policy",
		Short: "Write the IAM policy that oscope needs",
		Long: `Writes the IAM policy that allows what oscope does, as JSON: all of it, or with
--read-only what it reads, or with --for what some views need. Nothing is asked of
AWS. Permissions are narrowed to domains, applications and buckets where the service
says that it does so, and with --region to Regions. iam:PassRole is for the roles that
data sources, plugins and the integration are given: narrow it to those. Entering the
accounts of an organisation is allowed with --organization, which names the role.

Statements whose Sid begins with Optional are for checks, which say what they could not
look at without them.

Signing in to IAM Identity Center needs no permission. Putting the integration needs
besides this the managed policy CloudWatchOpenSearchDashboardsFullAccess.`,
		Example: `  oscope iam-policy --read-only --region eu-central-1
  oscope iam-policy --for packages,associations
  oscope iam-policy --read-only --for scopes --organization OrganizationAccountAccessRole`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			wanted, err := s.wanted(views)
			if err != nil {
				return exit.With(exit.Usage, err)
			}
			e := json.NewEncoder(cmd.OutOrStdout())
			e.SetEscapeHTML(false)
			e.SetIndent("", "  ")
			return e.Encode(struct {
				Version   string
				Statement []rule.Statement
			}{"2012-10-17", rule.Policy(wanted)})
		},
	}
	cmd.Flags().Var(&views, "for", "views that it is for: "+strings.Join(viewWords(), ", ")+" (default: all)")
	_ = cmd.RegisterFlagCompletionFunc("for", cobra.FixedCompletions(viewWords(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// viewWords are the views as flags have them.
func viewWords() []string {
	var words []string
	for _, view := range rule.Views {
		words = append(words, strings.ReplaceAll(strings.ToLower(view), " ", "-"))
	}
	return words
}

// wanted is what the flags say of a policy.
func (s *settings) wanted(views []string) (rule.Wanted, error) {
	w := rule.Wanted{ReadOnly: s.readOnly, Role: s.organization}
	for _, word := range views {
		i := slices.Index(viewWords(), word)
		if i < 0 {
			return w, exit.Usagef("--for %s: there is no such view%s; known: %s", word, kind.Meant(word, viewWords()), strings.Join(viewWords(), ", "))
		}
		w.Views = append(w.Views, rule.Views[i])
	}
	for _, region := range s.regions {
		if region == awsclient.AllRegions {
			region = "*"
		}
		if p := model.PartitionOf(region); p != "" {
			if w.Partition != "" && p != w.Partition {
				return w, exit.Usagef("the Regions are of two partitions, %s and %s: a policy is of one", w.Partition, p)
			}
			w.Partition = p
		}
		w.Regions = append(w.Regions, region)
	}
	return w, nil
}
