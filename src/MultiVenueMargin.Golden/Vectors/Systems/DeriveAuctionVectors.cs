using MultiVenueMargin.Risk.RuleBooks.Derive;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Derive's Dutch auction: one bid on an account that is worth something, and the buffer margin of one that is not.</summary>
internal static class DeriveAuctionVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["derive"],
            Family = "liquidation_auction",
            Inputs =
            [
                "params_ref", "maintenance_margin_balance", "mark_to_market", "seconds_since_start", "reserved_cash_from_earlier_bids", "percent_wanted",
            ],
            Answer = Answer,
        },
    ];

    private static VectorAnswer Answer(GoldenVector vector)
    {
        var rules = ParametersOf(vector.SetOf("params_ref").Fields());
        var maintenance = vector.Inputs.Get("maintenance_margin_balance").Number();
        var value = vector.Inputs.Get("mark_to_market").Number();
        var seconds = vector.Inputs.Get("seconds_since_start").Number();
        var reserved = vector.Inputs.Get("reserved_cash_from_earlier_bids").Number();
        var wanted = vector.Inputs.Get("percent_wanted").Number();
        if (value < 0)
        {
            return new VectorAnswer()
                .Add("buffer_margin", DutchAuction.BufferMargin(maintenance, value, rules))
                .Add("payout", wanted * DutchAuction.InsolventPayout(maintenance, value, seconds, rules))
                .LeaveOut("payout_in_fixture", "it follows an older rule for the least price, which the venue has replaced and whose test it has switched off");
        }

        var bid = DutchAuction.Bid(maintenance, value, seconds, reserved, wanted, rules);
        var buffer = DutchAuction.BufferMargin(bid.MaintenanceAfter, bid.MarkToMarketAfter, rules);
        return new VectorAnswer()
            .Add("buffer_margin", bid.Buffer)
            .Add("discount", bid.Discount)
            .Add("max_proportion_of_current", bid.Largest)
            .Add("percent_liquidated_of_current", bid.Slice)
            .Add("cash_from_bidder", bid.Paid)
            .Add("post_mtm", bid.MarkToMarketAfter)
            .Add("post_mm", bid.MaintenanceAfter)
            .Add("post_bm", buffer)
            .Add("post_max_proportion", DutchAuction.LargestSlice(bid.MarkToMarketAfter, buffer, bid.Discount, reserved + bid.Paid));
    }

    private static AuctionParameters ParametersOf(InputObject set) => new()
    {
        StartingShare = set.Get("starting_mtm_percentage").Number(),
        CutoffShare = set.Get("fast_auction_cutoff_percentage").Number(),
        FastSeconds = set.Get("fast_auction_length_s").Number(),
        SlowSeconds = set.Get("slow_auction_length_s").Number(),
        InsolventSeconds = set.Get("insolvent_auction_length_s").Number(),
        FeeRate = set.Get("liquidator_fee_rate").Number(),
        BufferShare = set.Get("buffer_margin_percentage").Number(),
    };
}
