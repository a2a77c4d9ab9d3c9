using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>What holds for every type that has a codec, found by reflection, so that a new one, or a new property of an old one, is not forgotten.</summary>
public sealed class EveryRecordTests
{
    private static readonly Type[] Roots = [typeof(Book), typeof(MarketSnapshot), typeof(RuleSet)];

    private static readonly int Draws = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 1_000 : 60;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(Draws).WithReplay(20_261_121, 7);

    private static readonly Type[] Records = [.. CodecPair.RecordsIn([.. Roots, .. CodecPair.Written])];

    private static readonly Arbitrary<RandomValue> Drawn =
        Gen.Choose(int.MinValue, int.MaxValue).Select(seed => new RandomValue(new Random(seed))).ToArbitrary();

    public static TheoryData<string> EveryPair { get; } = CodecPair.Names(CodecPair.All.Keys);

    public static TheoryData<string> EveryRecord { get; } = CodecPair.Names(Records);

    [Fact]
    public void Types_WhenWritten_AreReadAndEachOnce()
    {
        Assert.Equal(CodecPair.Written.Count, CodecPair.Written.Distinct().Count());
        Assert.Equal(CodecPair.Read.Count, CodecPair.Read.Distinct().Count());
        Assert.Subset(CodecPair.Read.ToHashSet(), CodecPair.Written.ToHashSet());

        // One member of a family may be read by itself where only it can stand; its family writes it.
        Assert.All(CodecPair.Read, type => Assert.NotNull(CodecPair.Find(type)));
    }

    [Fact]
    public void Records_WhenReachable_HaveACodecAndTheWalkFindsThem()
    {
        Assert.Empty(Records.Where(type => CodecPair.Find(type) is null).Select(type => type.FullName));
        Assert.Subset(
            Records.Select(type => type.Name).ToHashSet(),
            new HashSet<string> { "OptionalScenarioRules", "EuropeanOption", "SviSmile", "StressMove", "Finality", "LostFeed" });
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Value_WhenWritten_ComesBackAndOnlyEqualOnesShareBytes(string name)
    {
        var pair = Pair(name);
        Prop.ForAll(Drawn, drawn =>
        {
            var (value, other) = (drawn.Of(pair.Type), drawn.Of(pair.Type));
            var bytes = pair.Encode(value);
            var back = pair.Decode(bytes);
            Assert.Equal(Said.By(value), Said.By(back));
            Assert.Equal(bytes, pair.Encode(back));
            Assert.Equal(Said.By(value).SequenceEqual(Said.By(other)), bytes.AsSpan().SequenceEqual(pair.Encode(other)));
        }).Check(Thorough);
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Value_WhenInAnotherShape_IsTheSameBytes(string name)
    {
        var pair = Pair(name);
        Prop.ForAll(Drawn, drawn =>
        {
            var value = drawn.Of(pair.Type);
            var disguised = Disguise.Of(value)!;
            Assert.Equal(Said.By(value), Said.By(disguised));
            Assert.Equal(pair.Encode(value), pair.Encode(disguised));
        }).Check(Thorough);
    }

    [Theory]
    [MemberData(nameof(EveryRecord))]
    public void Property_WhenChanged_ChangesTheBytesAndComesBack(string name)
    {
        var type = Records.Single(one => one.Name == name);
        var pair = CodecPair.Find(type)!;
        var drawn = new RandomValue(new Random(20_261_121));
        foreach (var property in Said.PropertiesOf(type))
        {
            for (var i = 0; i < 5; i++)
            {
                var before = drawn.Of(type);
                var after = Enumerable.Range(0, 1_000)
                    .Select(_ => RandomValue.With(before, property, drawn.For(property)))
                    .First(changed => !Said.By(changed).SequenceEqual(Said.By(before)));
                var bytes = pair.Encode(after);
                Assert.False(bytes.AsSpan().SequenceEqual(pair.Encode(before)), $"{name}.{property.Name} is not written.");
                Assert.Equal(Said.By(after), Said.By(pair.Decode(bytes)));
            }
        }
    }

    [Fact]
    public void DefaultRules_WhenWritten_ComeBack()
    {
        var pair = CodecPair.All[typeof(RuleSet)];
        var back = pair.Decode(pair.Encode(RuleSet.Default));
        Assert.Equal(Said.By(RuleSet.Default), Said.By(back));
        Assert.Contains(".Version = house-default-1", Said.By(back));
        Assert.Contains(".Collateral.Assets[BTC].Haircut[1].UpTo = 2000", Said.By(back));
    }

    [Fact]
    public void Name_WhenDefault_IsNotWritten()
    {
        // A value that is compared by a name and whose default has none.
        var names = CodecPair.All.Values.Where(pair => pair.Type.GetProperty("IsDefault") is not null).ToList();
        Assert.True(names.Count >= 9);
        Assert.All(names, pair => Assert.Throws<ArgumentException>(() => pair.Encode(Activator.CreateInstance(pair.Type)!)));
    }

    private static CodecPair Pair(string name) => CodecPair.All.Values.Single(pair => pair.Type.Name == name);
}
