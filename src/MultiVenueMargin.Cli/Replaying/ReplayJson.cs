using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>A history, and a re-run, as a document.</summary>
internal static class ReplayJson
{
    public const string Schema = "mvm-replay/1";

    public static string Of(AccountHistory history, RerunReport? rerun) => DomainJson.Document(
        Schema,
        [
            ("account", history.Account),
            ("begin", history.Begin),
            ("end", history.End),
            ("records", history.Records),
            ("decisions_found_again", history.Decisions),
            ("recorded_rules", history.Rules),
            ("happened", ShapeOf(history.Course)),
            ("rerun", rerun is null ? null : ShapeOf(rerun)),
        ]);

    private static RerunShape ShapeOf(RerunReport rerun) => new(
        rerun.Rules,
        rerun.Looks,
        rerun.Silence,
        ShapeOf(rerun.Happened),
        ShapeOf(rerun.Would),
        [.. rerun.NotCarriedOver.Select(each => new NotCarriedOverShape(each.At, each.Version, each.Record.GetType().Name, EventText.Of(each.Record), each.Why))]);

    private static CourseShape ShapeOf(Course course) => new(
        [.. course.Lines.Select(EventRow.Of)],
        course.Pools,
        [.. course.Calls.Select(call => new CallShape(
            call.Call.ToString(), call.Pool, call.IssuedAt, call.Deadline, call.Amount, call.LargestAmount, call.IsExpired, call.Outcome, call.EndedAt))],
        [.. course.Liquidations.Select(each => new LiquidationShape(
            each.Liquidation.ToString(), each.Pool, each.PlannedAt, each.Steps, each.Plan, each.Asked, each.Deficit, each.Outcome, each.EndedAt))]);

    private sealed record RerunShape(
        RuleVersion Rules, int Looks, TimeSpan Silence, CourseShape Happened, CourseShape Would, IReadOnlyList<NotCarriedOverShape> NotCarriedOver);

    private sealed record NotCarriedOverShape(DateTimeOffset At, long Version, string Event, string Text, string Why);

    private sealed record CourseShape(
        IReadOnlyList<EventRow> Events, IReadOnlyList<PoolCourse> Pools, IReadOnlyList<CallShape> Calls, IReadOnlyList<LiquidationShape> Liquidations);

    private sealed record CallShape(
        string Call,
        PoolId Pool,
        DateTimeOffset IssuedAt,
        DateTimeOffset Deadline,
        Usd Amount,
        Usd LargestAmount,
        bool IsExpired,
        CallOutcome Outcome,
        DateTimeOffset? EndedAt);

    private sealed record LiquidationShape(
        string Liquidation,
        PoolId Pool,
        DateTimeOffset PlannedAt,
        int Steps,
        PlanOutcome Plan,
        IReadOnlyList<AskedQuantity> Asked,
        Usd Deficit,
        LiquidationOutcome Outcome,
        DateTimeOffset? EndedAt);
}
