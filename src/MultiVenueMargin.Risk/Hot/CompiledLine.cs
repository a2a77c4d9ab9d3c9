namespace MultiVenueMargin.Risk.Hot;

/// <summary>One asset at one location of a pool, netted, with all that a price does not change.</summary>
internal readonly record struct CompiledLine
{
    /// <summary>Its asset in the market, and among the account's.</summary>
    public required int Row { get; init; }

    public required int Total { get; init; }

    /// <summary>Signed amount without unrealised profit.</summary>
    public required double Amount { get; init; }

    /// <summary>Its unrealised profits among the pool's lots.</summary>
    public required int LotFrom { get; init; }

    public required int LotTo { get; init; }

    /// <summary>When the older of balance and lots was last known to be true, in UTC ticks.</summary>
    public required long AsOf { get; init; }

    /// <summary>The house currency has no uncertainty and only the balance's age.</summary>
    public required bool IsUsd { get; init; }

    /// <summary>Its feed is lost: it counts nothing whatever it is worth.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>What the compiled figures assume: it was priced and known.</summary>
    public required bool Counts { get; init; }

    /// <summary>Location, bridge, own token and finality of an asset as one factor.</summary>
    public required double Credit { get; init; }

    /// <summary>Its haircut takes all of it: nothing is left whose price could move.</summary>
    public required bool IsTakenWhole { get; init; }

    /// <summary>The native coin of its unit: it can hedge.</summary>
    public required bool IsCoin { get; init; }

    /// <summary>Its unit among the pool's, −1: none; its location among the unit's and among the pool's.</summary>
    public required int Unit { get; init; }

    public required int UnitLocation { get; init; }

    public required int Location { get; init; }

    /// <summary>Its groups under the asset, issuer and venue caps; −1: none.</summary>
    public required int AssetGroup { get; init; }

    public required int IssuerGroup { get; init; }

    public required int VenueGroup { get; init; }

    /// <summary>Its asset among what the pool may borrow.</summary>
    public required int BorrowGroup { get; init; }
}

/// <summary>Lots of one entry of one future, whose profit settles in a line.</summary>
/// <param name="Row">The instrument.</param>
/// <param name="Size">Quantity × multiplier.</param>
/// <param name="Entry">The average entry.</param>
/// <param name="IsInverse">Whether it pays in coin.</param>
/// <param name="MakesOlder">Whether the line is older with it than without: a profit of exactly nothing would not age it.</param>
internal readonly record struct CompiledLot(int Row, double Size, double Entry, bool IsInverse, bool MakesOlder);

/// <summary>A group under a cap.</summary>
/// <param name="ExcessWeight">κ.</param>
internal readonly record struct CompiledCapGroup(double ExcessWeight);
