namespace MultiVenueMargin.Domain.Tests;

public sealed class AccountIdTests
{
    [Theory]
    [InlineData("fund/main")]
    [InlineData("a/b")]
    public void TryParse_OfInstitutionAndName_ReadsBackAsItself(string text)
    {
        Assert.True(AccountId.TryParse(text, out var account));
        Assert.Equal(text, account.ToString());
        Assert.Equal(new AccountId(new(text.Split('/')[0]), text.Split('/')[1]), account);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("fund")]
    [InlineData("fund/")]
    [InlineData("/main")]
    [InlineData("fund/main/sub")]
    [InlineData("fund//main")]
    [InlineData("fund /main")]
    [InlineData("fund/ma in")]
    public void TryParse_OfAnythingElse_IsFalseAndNamesNothing(string? text)
    {
        Assert.False(AccountId.TryParse(text, out var account));
        Assert.True(account.IsDefault);
    }

    [Fact]
    public void TryParse_WhenAPartIsTooLong_IsFalse()
    {
        var longest = new string('x', 64);
        Assert.True(AccountId.TryParse($"{longest}/{longest}", out _));
        Assert.False(AccountId.TryParse($"{longest}x/a", out _));
        Assert.False(AccountId.TryParse($"a/{longest}x", out _));
    }

    [Fact]
    public void New_WithoutAnInstitutionOrWithASlash_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new AccountId(default, "main"));
        Assert.Throws<ArgumentException>(() => new AccountId(new("fund"), "ma/in"));
        Assert.Throws<ArgumentException>(() => new AccountId(new("fu/nd"), "main"));
        Assert.Throws<ArgumentException>(() => new AccountId(new("fund"), string.Empty));
        Assert.Throws<ArgumentNullException>(() => new AccountId(new("fund"), null!));
    }
}
