using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>The oracle of varints is LEB128 over big integers, that of decimals is their text without zeros at the end.</summary>
public sealed class NumbersTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(20_261_121, 7);

    /// <summary>Bits of every length, so that short and long forms are equally likely.</summary>
    private static readonly Gen<ulong> Unsigned =
        from bits in Gen.Choose(0, 64)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 8)
        let whole = bytes.Aggregate(0UL, (sum, each) => (sum << 8) | (uint)each)
        select bits == 0 ? 0 : whole >> (64 - bits);

    private static readonly Gen<decimal> Decimals =
        from low in Unsigned
        from high in Unsigned
        from isShort in Gen.Choose(0, 1)
        from scale in Gen.Choose(0, 28)
        from zeros in Gen.Choose(0, 6)
        from isNegative in Gen.Choose(0, 1)
        let mantissa = Rounded(isShort == 1 ? new UInt128(0, low) : new UInt128(high & uint.MaxValue, low), zeros)
        select new decimal(
            unchecked((int)(uint)mantissa), unchecked((int)(uint)(mantissa >> 32)), unchecked((int)(uint)(mantissa >> 64)), isNegative == 1, (byte)scale);

    [Fact]
    public void UInt64_WhenWritten_IsLeb128AndComesBack() => Prop.ForAll(Unsigned.ToArbitrary(), value =>
    {
        var bytes = Encoded.By(writer => writer.UInt64(value));
        Assert.Equal(Leb128(value), bytes);
        Assert.Equal(value, Encoded.Read(bytes, reader => reader.UInt64()));
    }).Check(Thorough);

    [Fact]
    public void Int64_WhenWritten_ComesBack() => Prop.ForAll(Unsigned.ToArbitrary(), bits =>
    {
        var value = unchecked((long)bits);
        var bytes = Encoded.By(writer => writer.Int64(value));
        Assert.Equal(Leb128(value < 0 ? (-2 * (BigInteger)value) - 1 : 2 * (BigInteger)value), bytes);
        Assert.Equal(value, Encoded.Read(bytes, reader => reader.Int64()));
    }).Check(Thorough);

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Int32_WhenWritten_IsTheInt64AndComesBack(int value)
    {
        var bytes = Encoded.By(writer => writer.Int32(value));
        Assert.Equal(Encoded.By(writer => writer.Int64(value)), bytes);
        Assert.Equal(value, Encoded.Read(bytes, reader => reader.Int32()));
    }

    [Theory]
    [InlineData((long)int.MaxValue + 1)]
    [InlineData((long)int.MinValue - 1)]
    public void Int32_WhenMoreThan32Bits_IsRefused(long value) =>
        Encoded.Refused(Encoded.By(writer => writer.Int64(value)), reader => reader.Int32());

    [Theory]
    [InlineData("8000")]
    [InlineData("ff00")]
    [InlineData("ffffffffffffffffff02")]
    [InlineData("ffffffffffffffffff7f")]
    [InlineData("8080808080808080808001")]
    [InlineData("80")]
    [InlineData("")]
    public void UInt64_WhenNotTheShortestFormOrTooLong_IsRefused(string hex) => Encoded.RefusedHex(hex, reader => reader.UInt64());

    [Fact]
    public void Decimal_WhenWritten_ComesBackAndSaysItsText() => Prop.ForAll(Decimals.ToArbitrary(), value =>
    {
        var bytes = Encoded.By(writer => writer.Decimal(value));
        Assert.Equal(FromText(value), bytes);
        var back = Encoded.Read(bytes, reader => reader.Decimal());
        Assert.Equal(value, back);
        Assert.Equal(bytes, Encoded.By(writer => writer.Decimal(back)));
    }).Check(Thorough);

    [Fact]
    public void Decimal_WhenScaleOrSignOfZeroDiffer_IsTheSameBytes()
    {
        Assert.Equal("0201", Encoded.Hex(0.1m, (writer, value) => writer.Decimal(value)));
        Assert.Equal("0201", Encoded.Hex(0.1000000000000000000000000000m, (writer, value) => writer.Decimal(value)));
        Assert.Equal("0001", Encoded.Hex(1.00m, (writer, value) => writer.Decimal(value)));
        Assert.Equal("000a", Encoded.Hex(10.0m, (writer, value) => writer.Decimal(value)));
        Assert.Equal("0000", Encoded.Hex(0.000m, (writer, value) => writer.Decimal(value)));
        Assert.Equal("0000", Encoded.Hex(-0.0m, (writer, value) => writer.Decimal(value)));
    }

    [Theory]
    [InlineData("020a")]
    [InlineData("0100")]
    [InlineData("0200")]
    [InlineData("3a01")]
    [InlineData("ff01")]
    [InlineData("008100")]
    [InlineData("00ffffffffffffffffffffffffff7f")]
    [InlineData("00")]
    public void Decimal_WhenNotTheNormalForm_IsRefused(string hex) => Encoded.RefusedHex(hex, reader => reader.Decimal());

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    [InlineData(-3.25e-300)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    public void Double_WhenFinite_ComesBackByItsBits(double value) =>
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(value),
            BitConverter.DoubleToInt64Bits(Encoded.Read(Encoded.By(writer => writer.Double(value)), reader => reader.Double())));

    [Fact]
    public void Double_WhenZeroIsNegative_IsWrittenAsZeroAndReadOnlySo()
    {
        Assert.Equal(Encoded.By(writer => writer.Double(0.0)), Encoded.By(writer => writer.Double(-0.0)));
        Encoded.RefusedHex("0000000000000080", reader => reader.Double());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Double_WhenNotFinite_IsRefusedBothWays(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoded.By(writer => writer.Double(value)));
        Encoded.Refused(BitConverter.GetBytes(value), reader => reader.Double());
    }

    private static UInt128 Rounded(UInt128 mantissa, int zeros)
    {
        var power = UInt128.One;
        for (var i = 0; i < zeros; i++)
        {
            power *= 10;
        }

        return mantissa / power * power;
    }

    private static byte[] FromText(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture).TrimStart('-');
        text = text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
        var point = text.IndexOf('.');
        var scale = point < 0 ? 0 : text.Length - point - 1;
        return [(byte)((2 * scale) + (value < 0 ? 1 : 0)), .. Leb128(BigInteger.Parse(text.Replace(".", ""), CultureInfo.InvariantCulture))];
    }

    private static byte[] Leb128(BigInteger value)
    {
        var bytes = new List<byte>();
        do
        {
            var digit = (byte)(value % 128);
            value /= 128;
            bytes.Add((byte)(value > 0 ? digit + 128 : digit));
        }
        while (value > 0);

        return [.. bytes];
    }
}
