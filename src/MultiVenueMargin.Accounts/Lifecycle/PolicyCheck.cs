using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Accounts.Lifecycle;

/// <summary>Whether an account can be run by a policy. Every finding names the field, what it is and what would be right.</summary>
internal static class PolicyCheck
{
    private const int LongestName = 64;
    private const decimal LargestRatio = 1_000m;
    private const int MostAttempts = 100;

    /// <summary>Findings beyond these are counted: a policy of thousands of bad routes is told in one line.</summary>
    private const int MostFindings = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static IReadOnlyList<string> Of(AccountPolicy policy)
    {
        var findings = new List<string>();
        Require(!policy.RuleBook.IsDefault, "RuleBook names no line of rule sets");
        CheckFreshness(policy.Freshness, findings);
        RequireWithin(policy.Calls.Grace, TimeSpan.FromMinutes(1), "Calls.Grace");
        Require(policy.Calls.AmendAbove is >= 0m and <= 1m, $"Calls.AmendAbove is {Text(policy.Calls.AmendAbove)}; it lies from 0 to 1");
        CheckLiquidation(policy.Liquidation, findings);
        Require(
            policy.Transit.CountedShare is >= 0m and <= 1m,
            $"Transit.CountedShare is {Text(policy.Transit.CountedShare)}; it lies from 0 to 1");
        CheckRoutes(policy, findings);
        CheckAlerts(policy, findings);
        return findings.Count <= MostFindings
            ? findings
            : [.. findings.Take(MostFindings), $"and {findings.Count - MostFindings} more"];

        void Require(bool holds, string finding)
        {
            if (!holds)
            {
                findings.Add(finding);
            }
        }

        void RequireWithin(TimeSpan time, TimeSpan least, string field) =>
            Require(time >= least && time <= Longest, $"{field} is {time}; it lies from {least} to {Longest}");
    }

    private static void CheckFreshness(FreshnessPolicy policy, List<string> findings)
    {
        CheckBounds(policy.Default, "Freshness.Default", policy, findings);
        if (policy.Locations.Count > Limits.Feeds)
        {
            findings.Add($"Freshness.Locations has {policy.Locations.Count}; at most {Limits.Feeds}");
        }

        foreach (var (location, bounds) in policy.Locations.OrderBy(entry => entry.Key))
        {
            if (location.IsDefault)
            {
                findings.Add("Freshness.Locations has a location without a name");
            }

            CheckBounds(bounds, $"Freshness.Locations[{location}]", policy, findings);
        }

        if (policy.HeardEvery <= TimeSpan.Zero)
        {
            findings.Add($"Freshness.HeardEvery is {policy.HeardEvery}; it is longer than nothing");
        }

        if (policy.AttemptsBeforeQuarantine is < 1 or > MostAttempts)
        {
            findings.Add($"Freshness.AttemptsBeforeQuarantine is {policy.AttemptsBeforeQuarantine}; it lies from 1 to {MostAttempts}");
        }
    }

    private static void CheckBounds(FreshnessBounds bounds, string field, FreshnessPolicy policy, List<string> findings)
    {
        if (bounds.Ageing <= TimeSpan.Zero || bounds.Stale <= bounds.Ageing || bounds.Lost <= bounds.Stale || bounds.Lost > Longest)
        {
            findings.Add($"{field} is {bounds.Ageing}, {bounds.Stale}, {bounds.Lost}; each is longer than the one before, and none than {Longest}");
        }
        else if (policy.HeardEvery > bounds.Ageing / 2)
        {
            // Ages are counted from records: a feed that is heard every second would age all the same.
            findings.Add($"Freshness.HeardEvery is {policy.HeardEvery}; it is at most half of {field}.Ageing, {bounds.Ageing}");
        }
    }

    private static void CheckLiquidation(LiquidationTerms terms, List<string> findings)
    {
        if (terms.Approval == Approval.Unspecified || !Enum.IsDefined(terms.Approval))
        {
            findings.Add($"Liquidation.Approval is {terms.Approval}; say who approves");
        }

        foreach (var (field, time) in new[]
        {
            (nameof(terms.ReportWithin), terms.ReportWithin),
            (nameof(terms.SettleWithin), terms.SettleWithin),
            (nameof(terms.RetryEvery), terms.RetryEvery),
        })
        {
            if (time < TimeSpan.FromSeconds(1) || time > TimeSpan.FromDays(1))
            {
                findings.Add($"Liquidation.{field} is {time}; it lies from a second to a day");
            }
        }

        if (terms.RejectsBeforeLeftOut is < 1 or > MostAttempts)
        {
            findings.Add($"Liquidation.RejectsBeforeLeftOut is {terms.RejectsBeforeLeftOut}; it lies from 1 to {MostAttempts}");
        }

        findings.AddRange(terms.Planning.Check().Select(finding => Under("Liquidation.Planning", finding)));
        CheckVenues(terms.Venues, findings);
    }

    private static void CheckVenues(IReadOnlyDictionary<LocationId, VenueCapability> venues, List<string> findings)
    {
        if (venues.Count > Limits.Feeds)
        {
            findings.Add($"Liquidation.Venues has {venues.Count}; at most {Limits.Feeds}");
        }

        foreach (var (location, venue) in venues.OrderBy(entry => entry.Key))
        {
            var field = $"Liquidation.Venues[{location}]";
            if (location.IsDefault)
            {
                findings.Add("Liquidation.Venues has a location without a name");
            }

            if (venue.Instruments.Count > Limits.TermsOfVenue)
            {
                findings.Add($"{field}.Instruments has {venue.Instruments.Count}; at most {Limits.TermsOfVenue}");
            }

            findings.AddRange((venue.Default?.Check() ?? []).Select(finding => Under($"{field}.Default", finding)));
            foreach (var (instrument, terms) in venue.Instruments.OrderBy(entry => entry.Key))
            {
                if (instrument.IsDefault)
                {
                    findings.Add($"{field}.Instruments has one without a name");
                }

                findings.AddRange(terms.Check().Select(finding => Under($"{field}.Instruments[{instrument}]", finding)));
            }
        }
    }

    private static string Under(string field, Finding finding) => $"{field}.{finding.Path} {finding.Problem}; {finding.Fix}";

    private static void CheckRoutes(AccountPolicy policy, List<string> findings)
    {
        if (policy.Routes.Count > Limits.Routes)
        {
            findings.Add($"Routes has {policy.Routes.Count}; at most {Limits.Routes}");
        }

        var seen = new HashSet<(LocationId, LocationId)>();
        foreach (var (index, route) in policy.Routes.Index())
        {
            if (route.From.IsDefault || route.To.IsDefault || route.From == route.To)
            {
                findings.Add($"Routes[{index}] leads from '{route.From}' to '{route.To}'; name two locations");
            }
            else if (!seen.Add((route.From, route.To)))
            {
                findings.Add($"Routes[{index}] leads from {route.From} to {route.To} again");
            }

            if (route.Duration < TimeSpan.Zero || route.Duration > Longest)
            {
                findings.Add($"Routes[{index}].Duration is {route.Duration}; it lies from nothing to {Longest}");
            }
        }
    }

    private static void CheckAlerts(AccountPolicy policy, List<string> findings)
    {
        if (policy.Alerts.Count > Limits.Alerts)
        {
            findings.Add($"Alerts has {policy.Alerts.Count}; at most {Limits.Alerts}");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, alert) in policy.Alerts.Index())
        {
            CheckAlert(alert, $"Alerts[{index}]", findings);
            if (!names.Add(alert.Name ?? string.Empty))
            {
                findings.Add($"Alerts[{index}] has the name of another");
            }
        }
    }

    private static void CheckAlert(AlertThreshold alert, string field, List<string> findings)
    {
        if (!Identifier.IsValid(alert.Name, LongestName))
        {
            findings.Add($"{field}.Name has not 1 to {LongestName} visible characters");
        }

        if (alert.Pool.IsDefault)
        {
            findings.Add($"{field}.Pool names no pool");
        }

        if (alert.Below is <= 0m or > LargestRatio)
        {
            findings.Add($"{field}.Below is {Text(alert.Below)}; it is above 0 and at most {Text(LargestRatio)}");
        }

        if (alert.ClearAt < alert.Below || alert.ClearAt > LargestRatio)
        {
            findings.Add($"{field}.ClearAt is {Text(alert.ClearAt)}; it lies from Below, {Text(alert.Below)}, to {Text(LargestRatio)}");
        }
    }

    /// <summary>
    /// What is wrong with it under the rules in force, as far as they are those of its own line; the rules may change, so that whoever
    /// plans checks again.
    /// </summary>
    public static IReadOnlyList<string> UnderRules(AccountPolicy policy, Turn turn) =>
        turn.Context.Market is { } market && policy.RuleBook == turn.Account.Policy.RuleBook
            ? [.. policy.Liquidation.Planning.Check(market.Rules).Select(finding => Under("Liquidation.Planning", finding))]
            : [];

    private static string Text(decimal number) => ExactNumber.Format(number);
}
