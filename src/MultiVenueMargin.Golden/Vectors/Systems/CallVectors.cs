using System.Globalization;
using MultiVenueMargin.Risk.RuleBooks.Calls;
using MultiVenueMargin.Risk.RuleBooks.Uncleared;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Deadlines and triggers of margin calls, and the grid for what nobody clears.</summary>
internal static class CallVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new() { Systems = ["Margin-call lifecycle"], Inputs = ["notice_at"], Optional = ["disputed_at"], Answer = Deadlines },
        new() { Systems = ["Intraday margin trigger"], Inputs = ["available_collateral", "requirements", "trigger"], Answer = Intraday },
        new()
        {
            Systems = ["US uncleared standardized IM (Table A)"],
            Inputs = ["trades", "replacement_cost_gross", "replacement_cost_net"],
            Answer = Grid,
        },
    ];

    private static VectorAnswer Deadlines(GoldenVector vector)
    {
        var clause = CallRules.Shipped.Clause("digital-asset-loan");
        var notice = InstantOf(vector.Inputs.Get("notice_at"));
        var answer = new VectorAnswer()
            .Add("dispute_deadline", TextOf(clause.DisputeBy(notice)!.Value))
            .Add("cure_deadline", TextOf(clause.CureBy(notice)))
            .Add("lender_reply_hours_after_dispute", clause.ReplyHours);
        return vector.Inputs.Find("disputed_at") is { } disputed
            ? answer.Add("lender_reply_deadline", TextOf(clause.ReplyBy(InstantOf(disputed))!.Value))
            : answer;
    }

    private static VectorAnswer Intraday(GoldenVector vector)
    {
        var trigger = CallRules.Shipped.Intraday with { Multiple = vector.Inputs.Get("trigger").Number() };
        var available = vector.Inputs.Get("available_collateral").Number();
        var answer = new VectorAnswer().Add("collect_within_minutes", trigger.CollectWithinMinutes);
        foreach (var (at, requirement) in vector.Inputs.Get("requirements").Items().Index())
        {
            answer.Add($"call/{at}", trigger.IsCalled(requirement.Number(), available));
        }

        return answer;
    }

    private static VectorAnswer Grid(GoldenVector vector)
    {
        var trades = vector.Inputs.Get("trades").Items().Select(trade => trade.Fields())
            .Select(trade => (trade.Get("notional").Number(), trade.Get("rate").Number()));
        var grid = UnclearedGrid.Of(
            trades, vector.Inputs.Get("replacement_cost_gross").Number(), vector.Inputs.Get("replacement_cost_net").Number());
        return new VectorAnswer().Add("gross_im", grid.Gross).Add("ngr", grid.NetToGrossRatio).Add("initial_margin", grid.InitialMargin);
    }

    private static DateTimeOffset InstantOf(InputValue value) =>
        DateTimeOffset.Parse(value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string TextOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
