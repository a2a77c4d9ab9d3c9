using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>
/// Bytes that nobody wrote. Whatever they are, they are refused as malformed, or they are the one encoding of a value and then
/// writing that value gives the same bytes. Nothing else is thrown and no more is allocated than the bytes justify.
/// </summary>
public sealed class HostileBytesTests
{
    // Per byte: a one-byte item of a list becomes a record of some hundred bytes. In all: an exception, its text and its
    // stack, the room a list makes before its first item, at each depth.
    private const int AllocatedPerByte = 600;
    private const int AllocatedInAll = 100_000;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    private static readonly int RandomInputs = IsFull ? 50_000 : 5_000;

    public static TheoryData<string> EveryPair { get; } = CodecPair.Names(CodecPair.All.Keys);

    public static TheoryData<string> Roots { get; } = [nameof(Book), nameof(MarketSnapshot), nameof(RuleSet)];

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Bytes_WhenCutShort_AreRefusedAtEveryLength(string name)
    {
        var (pair, samples) = Samples(name);
        foreach (var bytes in samples)
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.False(IsRead(pair, bytes[..length]), $"{length} of {bytes.Length} bytes were read.");
            }

            Assert.True(IsRead(pair, bytes));
            Assert.False(IsRead(pair, [.. bytes, 0]));
        }
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Bytes_WhenOneBitIsFlipped_AreRefusedOrAnotherValue(string name)
    {
        var (pair, samples) = Samples(name);
        foreach (var bytes in samples)
        {
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                IsRead(pair, bytes);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Bytes_WhenDrawnBehindASoundHead_AreRefusedOrAValue(string name)
    {
        var pair = Pair(name);
        var random = new Random(20_261_121);
        byte[] head = [(byte)Enum.Parse<RecordKind>(name), 1];
        for (var i = 0; i < RandomInputs; i++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            IsRead(pair, random.Next(4) == 0 ? bytes : [.. head, .. bytes]);
        }
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Bytes_WhenASoundRecordIsSpoilt_AreRefusedOrAValue(string name)
    {
        var (pair, samples) = Samples(name);
        var random = new Random(20_261_121);
        for (var i = 0; i < RandomInputs / 5; i++)
        {
            var bytes = (byte[])samples[random.Next(samples.Count)].Clone();
            for (var spoilt = random.Next(1, 6); spoilt > 0; spoilt--)
            {
                var (from, to, length) = (random.Next(bytes.Length), random.Next(bytes.Length), random.Next(16));
                switch (random.Next(3))
                {
                    case 0:
                        bytes[from] = (byte)random.Next(256);
                        break;
                    case 1:
                        var moved = bytes.AsSpan(from, Math.Min(length, bytes.Length - Math.Max(from, to)));
                        moved.CopyTo(bytes.AsSpan(to));
                        break;
                    default:
                        bytes = [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + length)..], 0];
                        break;
                }
            }

            IsRead(pair, bytes);
        }
    }

    [Fact]
    public void Check_WhenACodecIsNotCanonicalOrThrowsOtherwise_FindsIt()
    {
        var loose = new CodecPair(typeof(int), value => [(byte)(int)value], bytes => bytes[0] & 0x7F);
        Assert.True(IsRead(loose, [5]));
        Assert.ThrowsAny<Exception>(() => IsRead(loose, [0x85]));
        Assert.Throws<IndexOutOfRangeException>(() => IsRead(loose, []));
        var greedy = loose with { Decode = bytes => new byte[1_000_000].Length - 1_000_000 + bytes[0] };
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => IsRead(greedy, [5]));
    }

    private static bool IsRead(CodecPair pair, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object value;
        try
        {
            value = pair.Decode(bytes);
        }
        catch (MalformedRecordException refusal)
        {
            Assert.InRange(refusal.Offset, 0, bytes.Length);
            return false;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= AllocatedInAll + (AllocatedPerByte * bytes.Length), $"{allocated} bytes for {Convert.ToHexStringLower(bytes)}");
        }

        Assert.Equal(Convert.ToHexStringLower(bytes), Convert.ToHexStringLower(pair.Encode(value)));
        return true;
    }

    /// <summary>Encodings of a type, of every member where it is a family. Reading one first warms up what is made once.</summary>
    private static (CodecPair Pair, IReadOnlyList<byte[]> Samples) Samples(string name)
    {
        var pair = Pair(name);
        var drawn = new RandomValue(new Random(7));
        var members = RandomValue.ConcreteOf(pair.Type);
        var each = (IsFull, members.Count) switch
        {
            (true, _) => 4,
            (false, 1) => 2,
            _ => 1,
        };
        var samples = members.SelectMany(member => Enumerable.Range(0, each).Select(_ => pair.Encode(drawn.Of(member)))).ToList();
        pair.Decode(samples[0]);
        return (pair, samples);
    }

    private static CodecPair Pair(string name) => CodecPair.All.Values.Single(pair => pair.Type.Name == name);
}
