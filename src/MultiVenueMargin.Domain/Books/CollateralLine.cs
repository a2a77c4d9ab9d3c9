namespace MultiVenueMargin.Domain.Books;

/// <summary>How an asset came to the chain it lies on; each class has its haircut in the rules.</summary>
public enum BridgeClass
{
    /// <summary>Issued where it lies.</summary>
    Native = 0,

    /// <summary>Burnt on one chain and minted on the other by the issuer.</summary>
    BurnAndMint = 1,

    /// <summary>Locked on one chain, proven to the other by a light client.</summary>
    LightClient = 2,

    /// <summary>Locked on one chain, attested by a group of signers.</summary>
    Multisig = 3,
}

/// <summary>
/// One asset at one location in one pool. A loan is a line of its own: its balance is what is owed, as a positive number.
/// </summary>
public sealed record CollateralLine
{
    public PoolId Pool { get; init; } = PoolId.Cross;

    public required LocationId Location { get; init; }

    public required Asset Asset { get; init; }

    /// <summary>What lies there, or for a loan what is owed with its interest. A negative balance is a debt too.</summary>
    public required Quantity Balance { get; init; }

    /// <summary>Unrealised profit of futures and perpetuals settled here in this asset, where the balance leaves it out and the positions do not tell their entry.</summary>
    public Quantity UnrealisedProfit { get; init; }

    /// <summary>Accrued funding and fees owed, not yet taken from the balance. Positive is owed.</summary>
    public Quantity Owed { get; init; }

    public bool IsLoan { get; init; }

    public BridgeClass Bridge { get; init; }

    /// <summary>Confirmations seen since inclusion, and how many are required; absent where the balance is final.</summary>
    public Finality? Finality { get; init; }

    /// <summary>When the balance was last known to be true.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// Signed amount: positive is owned, negative is owed. A loan has no unrealised profit. Throws when the parts add up to
    /// more than a quantity may be; <see cref="BookCheck"/> names such a line first.
    /// </summary>
    public Quantity Amount => IsLoan ? -(Balance + Owed) : Balance + UnrealisedProfit - Owed;

    /// <summary>Short name for reports: <c>BTC@CHAIN</c>, <c>loan USDC@CHAIN</c>.</summary>
    public string Name => IsLoan ? $"loan {Asset}@{Location}" : $"{Asset}@{Location}";
}

/// <summary>How far a deposit is from being irreversible.</summary>
/// <param name="Confirmations">Blocks on top of its inclusion; 0 before, and after a reorganisation took it back.</param>
/// <param name="Required">Confirmations after which it is final; at least 1.</param>
public readonly record struct Finality(int Confirmations, int Required)
{
    /// <summary>
    /// min(1, c/c*): the share that counts. Where nobody said how many confirmations are required (the default value), it is
    /// unknown whether the deposit is final, and nothing counts.
    /// </summary>
    public decimal Share => Required <= 0 ? 0m
        : Confirmations >= Required ? 1m
        : Math.Max(0, Confirmations) / (decimal)Required;
}
