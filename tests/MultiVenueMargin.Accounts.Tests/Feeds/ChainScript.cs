using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

/// <summary>
/// A chain with one wallet and its loan, as an adapter would tell it: a delta per block, and after a reorganisation a snapshot of the
/// canonical chain in a new epoch. What every block since the last final one has is final; what is above that is told with the
/// confirmations of the last block that added to it.
/// </summary>
internal sealed class ChainScript
{
    /// <summary>Confirmations after which a block is final: no reorganisation here is deeper.</summary>
    public const int Required = 64;

    public static readonly VenueAccountId Wallet = new(new LocationId("ETHEREUM"), "0xabc");

    private readonly List<Block> _canonical = [.. Enumerable.Repeat(new Block(100m, 20_000m, []), Required + 2)];

    private long _epoch = 1;
    private long _sequence;

    public Block Head => _canonical[^1];

    /// <summary>What the chain would be with so many of its last blocks taken back.</summary>
    public Block Without(int blocks) => _canonical[^(1 + blocks)];

    /// <summary>Confirmations of the last block that added coins; more than are required where none did for long.</summary>
    public int ConfirmationsOfLastDeposit()
    {
        var confirmations = 0;
        while (confirmations <= Required && _canonical[^(1 + confirmations)].Coins <= _canonical[^(2 + confirmations)].Coins)
        {
            confirmations++;
        }

        return confirmations;
    }

    public FeedFrame Snapshot() => Frames.Snapshot(_epoch, _sequence, [.. Facts()]);

    /// <summary>One more block on the canonical chain, and what it changed.</summary>
    public FeedFrame Mine(decimal coins = 0m, decimal debt = 0m, params MovementFact[] movements)
    {
        _canonical.Add(new Block(Head.Coins + coins, Head.Debt + debt, movements));
        _sequence++;
        return Delta(_epoch, _sequence, [.. Facts(), .. movements]);
    }

    /// <summary>Takes the last blocks back; what replaces them is mined by <paramref name="mine"/>, and the snapshot tells it as a whole.</summary>
    public FeedFrame Reorganise(int depth, Action mine)
    {
        _canonical.RemoveRange(_canonical.Count - depth, depth);
        var branch = _canonical.Count;
        mine();
        _epoch++;
        _sequence = 0;
        return Frames.Snapshot(_epoch, _sequence, [.. Facts(), .. _canonical.Skip(branch).SelectMany(block => block.Movements)]);
    }

    private IEnumerable<FeedFact> Facts()
    {
        var final = Enumerable.Range(0, Required + 1).Min(blocks => Without(blocks).Coins);
        var provisional = Head.Coins - final;
        var coins = Holds("ETH", Head.Coins);
        yield return provisional == 0 ? coins : coins with
        {
            Finality = new Finality(ConfirmationsOfLastDeposit(), Required),
            Provisional = new Quantity(provisional),
        };
        yield return Owes("USDC", Head.Debt);
    }

    /// <summary>What lies in the wallet and what is owed after a block, and what came or left with it.</summary>
    public sealed record Block(decimal Coins, decimal Debt, IReadOnlyList<MovementFact> Movements);
}
