using Grpc.Core;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Tests.Framing;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("1H", 3_600_000_000)]
    [InlineData("2M", 120_000_000)]
    [InlineData("3S", 3_000_000)]
    [InlineData("99999999m", 99_999_999_000)]
    [InlineData("5u", 5)]
    [InlineData("1000n", 1)]
    [InlineData("0S", 0)]
    public void Timeout_WhenByTheRules_IsRead(string text, long microseconds)
    {
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan timeout));
        Assert.Equal(microseconds * 10, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1.5S")]
    [InlineData("100000000S")]
    [InlineData("١S")]
    [InlineData("1S,2S")]
    public void Timeout_WhenNotByTheRules_IsRefused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Fact]
    public void Timeout_WhenFormatted_IsReadBackAsLongOrUpToOneUnitLonger()
    {
        foreach (TimeSpan timeout in (TimeSpan[])[TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(99_999.9991), TimeSpan.FromHours(27.8), TimeSpan.FromDays(1200), TimeSpan.FromDays(100_000)])
        {
            string text = GrpcTimeout.Format(timeout);
            Assert.True(text.Length <= 9);
            Assert.True(GrpcTimeout.TryParse(text, out TimeSpan read));
            TimeSpan unit = text[^1] switch { 'm' => TimeSpan.FromMilliseconds(1), 'S' => TimeSpan.FromSeconds(1), 'M' => TimeSpan.FromMinutes(1), _ => TimeSpan.FromHours(1) };
            Assert.InRange(read, timeout, timeout + unit);
        }
    }

    [Fact]
    public void Timeout_WhenLongerThanAnyUnitHolds_IsTheLongest() => Assert.Equal("99999999H", GrpcTimeout.Format(TimeSpan.MaxValue));

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("100%", "100%25")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    [InlineData("☺", "%E2%98%BA")]
    public void Message_WhenEncoded_IsPrintableAndComesBack(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz%41", "%zzA")]
    public void Message_WhenBadlyEncoded_IsKeptAsFarAsItGoes(string encoded, string text) => Assert.Equal(text, PercentEncoding.Decode(encoded));

    [Fact]
    public void BinaryValue_WhateverItsLength_ComesBackWithAndWithoutPadding()
    {
        for (int length = 0; length < 70; length++)
        {
            byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(255 - i))];
            string wire = WireMetadata.ToWire(new Metadata.Entry("key-bin", bytes));
            Assert.DoesNotContain('=', wire);
            foreach (string text in (string[])[wire, Convert.ToBase64String(bytes)])
            {
                var metadata = new Metadata();
                Assert.True(WireMetadata.TryAdd(metadata, "key-bin", text));
                Assert.Equal(bytes, metadata.GetValueBytes("key-bin"));
            }
        }
    }

    [Fact]
    public void BinaryValues_WhenJoinedByCommas_AreSeveral()
    {
        var metadata = new Metadata();
        Assert.True(WireMetadata.TryAdd(metadata, "key-bin", "AQ, AgM="));
        Assert.Equal(["01", "0203"], metadata.Select(entry => Convert.ToHexString(entry.ValueBytes)));
    }

    [Theory]
    [InlineData("key-bin", "A")]
    [InlineData("key-bin", "A*==")]
    [InlineData("key-bin", "AQ=A")]
    [InlineData("key", "\u0001")]
    [InlineData("key", "é")]
    [InlineData("k y", "value")]
    public void Value_WhenItCannotBeMeant_IsRefused(string name, string value) => Assert.False(WireMetadata.TryAdd([], name, value));

    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("application/grpc;charset=utf-8", true)]
    [InlineData("Application/GRPC", true)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/json", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void ContentType_WhenItIsGrpc_IsTold(string? type, bool isGrpc) => Assert.Equal(isGrpc, WireMetadata.IsGrpc(type));
}
