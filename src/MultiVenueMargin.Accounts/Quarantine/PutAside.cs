using System.Globalization;
using System.Security.Cryptography;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Quarantine;

/// <summary>Names what was put aside, for the record of it. The input is not trusted: it has thrown before, and may here.</summary>
public static class PutAside
{
    /// <summary>What the account is told of an input that threw.</summary>
    public static QuarantineInput Of(AccountInput input, Exception fault, int attempts)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new QuarantineInput(new InputQuarantined(NameOf(input), DigestOf(input), fault.GetType().Name, attempts));
    }

    /// <summary>By what it is known when it comes again.</summary>
    public static string NameOf(AccountInput input) => input switch
    {
        CommandInput { Command: var command } => $"command {command.Request}",
        FeedInput { Frames: [{ } first, ..] } feed => string.Create(CultureInfo.InvariantCulture, $"feed {feed.Feed} epoch {first.Epoch} sequence {first.Sequence}"),
        FeedInput feed => $"feed {feed.Feed}",
        ClaimInput claim => $"claim {claim.Feed} {claim.Pool}",
        ReleaseInput release => $"release {release.Feed}",
        FundInput fund => $"fund {fund.Deficit} {fund.IsSettled}",
        _ => input.GetType().Name,
    };

    private static ReadOnlyMemory<byte> DigestOf(AccountInput input)
    {
        try
        {
            return input switch
            {
                CommandInput { Command: var command } => CommandCodec.HashOf(command),
                FeedInput feed => HashOf(feed.Frames),
                _ => ReadOnlyMemory<byte>.Empty,
            };
        }
        catch (Exception)
        {
            // It has no content that could be read, and that it threw is told all the same.
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    private static byte[] HashOf(IReadOnlyList<FeedFrame> frames)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var frame in frames)
        {
            hash.AppendData(FrameEvidence.Of(frame).Span);
        }

        return hash.GetHashAndReset();
    }
}
