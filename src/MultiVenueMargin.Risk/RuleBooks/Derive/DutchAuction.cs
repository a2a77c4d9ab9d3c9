namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// Derive's liquidation: a proportional slice of the whole account, priced at a share of its mark that falls with time. Margin is
/// the signed balance of the managers: below zero the auction may start.
/// </summary>
public static class DutchAuction
{
    /// <summary>The balance that bidders bring back to zero: maintenance, and a share more of the requirement.</summary>
    public static decimal BufferMargin(decimal maintenance, decimal markToMarket, AuctionParameters rules) =>
        maintenance + (rules.BufferShare * (maintenance - markToMarket));

    /// <summary>Share of the mark that a bid pays.</summary>
    public static decimal DiscountAt(decimal seconds, AuctionParameters rules)
    {
        var slow = seconds - rules.FastSeconds;
        return slow < 0 ? rules.StartingShare - ((rules.StartingShare - rules.CutoffShare) * seconds / rules.FastSeconds)
            : slow >= rules.SlowSeconds ? 0m
            : rules.CutoffShare - (rules.CutoffShare * slow / rules.SlowSeconds);
    }

    /// <summary>The largest slice of what is left that may be sold: with its price, it brings the buffer margin to zero.</summary>
    /// <param name="markToMarket">Not below zero.</param>
    /// <param name="buffer">Buffer margin.</param>
    /// <param name="discount">Share of the mark that a bid pays.</param>
    /// <param name="reserved">Cash that earlier bids paid in; it is not for sale.</param>
    public static decimal LargestSlice(decimal markToMarket, decimal buffer, decimal discount, decimal reserved)
    {
        var missing = Math.Min(buffer, 0m);
        var gained = missing - (markToMarket * discount) - (reserved * (1m - discount));
        return gained == 0 ? 0m : missing / gained;
    }

    /// <summary>What starting the auction costs the account.</summary>
    public static decimal Fee(decimal maintenance, decimal markToMarket, AuctionParameters rules) =>
        LargestSlice(markToMarket, BufferMargin(maintenance, markToMarket, rules), discount: 1m, reserved: 0m) * Math.Abs(markToMarket) * rules.FeeRate;

    /// <summary>One bid on an account that is worth something.</summary>
    public static AuctionBid Bid(
        decimal maintenance, decimal markToMarket, decimal seconds, decimal reserved, decimal wanted, AuctionParameters rules)
    {
        var discount = DiscountAt(seconds, rules);
        var buffer = BufferMargin(maintenance, markToMarket, rules);
        var largest = LargestSlice(markToMarket, buffer, discount, reserved);
        var slice = Math.Min(wanted, largest);
        var paid = (markToMarket - reserved) * discount * slice;
        return new AuctionBid(buffer, discount, largest, slice, paid)
        {
            MarkToMarketAfter = After(markToMarket),
            MaintenanceAfter = After(maintenance),
        };

        // The slice takes its part of everything but the cash that was paid in, which stays, and so does what is paid now.
        decimal After(decimal balance) => ((balance - reserved) * (1m - slice)) + reserved + paid;
    }

    /// <summary>What the security module pays whoever takes all of an account that is worth less than nothing; never negative.</summary>
    public static decimal InsolventPayout(decimal maintenance, decimal markToMarket, decimal seconds, AuctionParameters rules)
    {
        var start = Math.Min(markToMarket, 0m);
        return maintenance >= 0 ? 0m
            : seconds >= rules.InsolventSeconds ? -maintenance
            : -(start + ((maintenance - start) * seconds / rules.InsolventSeconds));
    }
}
