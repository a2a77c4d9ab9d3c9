using System.Numerics;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Registers;

public sealed class FundRegisterTests
{
    private static readonly PrincipalId Ann = new("ann");
    private static readonly InstitutionId A = new("a");
    private static readonly InstitutionId B = new("b");
    private static readonly InstitutionId C = new("c");

    private readonly RegisterDriver<FundRegister> _fund = new(FundRegister.ReadFrom);

    private FundRegister Fund => _fund.Register;

    [Fact]
    public void Draw_WhenThereIsEnough_IsReservedAndThenPaid()
    {
        Contribute(A, 100m);
        Reserve(1, 30m);
        Assert.Equal((100m, 30m, 0m, 70m), Sums());
        Confirm(1);
        Assert.Equal((100m, 0m, 30m, 70m), Sums());
        Assert.Equal((30m, 30m, true, 0m, 0m), Draw(1));
        Assert.Empty(_fund.History.OfType<LossAllocated>());
    }

    [Fact]
    public void Draw_WhenThereIsTooLittle_IsGrantedInPartAndTheRestAllocated()
    {
        Contribute(A, 60m);
        Contribute(B, 30m);
        Reserve(1, 50m);
        Reserve(2, 100m);
        Reserve(3, 10m);
        Assert.Equal((50m, 50m, false, 0m, 0m), Draw(1));
        Assert.Equal((100m, 40m, false, 0m, 0m), Draw(2));
        Assert.Equal((10m, 0m, false, 0m, 0m), Draw(3));

        Confirm(2);
        Assert.Equal((100m, 40m, true, 60m, 0m), Draw(2));
        Assert.Equal([(A, 40m), (B, 20m)], Shares(2));
        Confirm(3);
        Assert.Equal([(A, 6.66666667m), (B, 3.33333333m)], Shares(3));
        Assert.Equal((90m, 50m, 40m, 0m), Sums());
    }

    [Fact]
    public void Loss_WhenNobodyContributed_IsAllocatedToNobodyAndNamed()
    {
        Reserve(1, 5m);
        Confirm(1);
        Assert.Equal((5m, 0m, true, 0m, 5m), Draw(1));
        var allocated = Assert.Single(_fund.History.OfType<LossAllocated>());
        Assert.Equal(new Usd(5m), allocated.Amount);
        Assert.Empty(allocated.Shares);
    }

    [Theory]
    [InlineData(0.00000001, "0.00000001")]
    [InlineData(0.00000002, "0.00000002")]
    [InlineData(0.00000005, "0.00000003 0.00000001 0.00000001")]
    [InlineData(1, "0.33333334 0.33333333 0.33333333")]
    public void Loss_WhenItDoesNotDivide_LeavesTheResidueToTheFirstOfTheLargest(double loss, string shares)
    {
        Contribute(C, 7m);
        Contribute(A, 7m);
        Contribute(B, 7m);
        Reserve(9, 21m);
        Reserve(1, (decimal)loss);
        Confirm(1);
        Assert.Equal(shares, string.Join(' ', Shares(1).Where(share => share.Amount != 0).Select(share => new Usd(share.Amount))));
        Assert.Equal(new Usd((decimal)loss), Fund.Find(Deficit(1))!.Allocated);
        Assert.All(Shares(1), share => Assert.True(share.Amount >= 0));
    }

    [Fact]
    public void Loss_WhenAmountsAreAsLargeAsTheyMayBe_StillAddsUp()
    {
        Contribute(A, 333_333_333_333_333.33333333m);
        Contribute(B, 666_666_666_666_666.66666667m);
        _fund.Refuses(new ContributeToFund(C, new(0.00000001m)) { Request = Next(), By = Ann }, Refusal.LimitReached, "Amount");
        Reserve(1, RegisterLimits.Usd);
        Reserve(2, RegisterLimits.Usd - 0.00000001m);
        Confirm(2);
        Assert.Equal(new Usd(RegisterLimits.Usd - 0.00000001m), Fund.Find(Deficit(2))!.Allocated);
    }

    [Fact]
    public void Draw_WhenAskedForAgain_IsGrantedOnce()
    {
        Contribute(A, 10m);
        Reserve(1, 8m);
        Contribute(A, 100m);
        Reserve(1, 8m);
        _fund.Refuses(Reservation(1, 9m), Refusal.AlreadyExists, "Amount");
        Confirm(1);
        Confirm(1);
        Reserve(1, 8m);
        Assert.Single(_fund.History.OfType<DrawReserved>());
        Assert.Single(_fund.History.OfType<DrawConfirmed>());
        Assert.Equal((110m, 0m, 8m, 102m), Sums());
    }

    [Fact]
    public void Confirmation_WhenNothingWasReserved_IsRefused() =>
        _fund.Refuses(new ConfirmDraw(Deficit(1)) { Request = Next(), By = Ann }, Refusal.NotFound, "Deficit");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.000000001")]
    [InlineData("1.000000005")]
    [InlineData("1000000000000000.00000001")]
    [InlineData("79228162514264337593543950335")]
    public void Amount_WhenItCannotBe_IsMalformed(string amount)
    {
        var usd = new Usd(decimal.Parse(amount));
        _fund.Refuses(new ContributeToFund(A, usd) { Request = Next(), By = Ann }, Refusal.Malformed, "Amount");
        _fund.Refuses(new ReserveDraw(Deficit(1), usd) { Request = Next(), By = Ann }, Refusal.Malformed, "Amount");
    }

    [Fact]
    public void Name_WhenMissing_IsMalformed()
    {
        _fund.Refuses(new ContributeToFund(default, new(1m)) { Request = Next(), By = Ann }, Refusal.Malformed, "Institution");
        _fund.Refuses(new ReserveDraw(default, new(1m)) { Request = Next(), By = Ann }, Refusal.Malformed, "Deficit");
        _fund.Refuses(new ConfirmDraw(default) { Request = Next(), By = Ann }, Refusal.Malformed, "Deficit");
    }

    [Fact]
    public void Record_WhenItGrantsWhatIsNotThere_Throws()
    {
        var fund = new FundRegister();
        fund.Apply(new FundContributed(A, new(1m), Ann), _fund.Now);
        Assert.Throws<InvalidOperationException>(() => fund.Apply(new DrawReserved(Deficit(1), new(2m), new(2m)), _fund.Now));
        fund.Apply(new DrawReserved(Deficit(1), new(2m), new(1m)), _fund.Now);
        fund.Apply(new DrawConfirmed(Deficit(1)), _fund.Now);
        Assert.Throws<InvalidOperationException>(() => fund.Apply(new DrawConfirmed(Deficit(1)), _fund.Now));
        Assert.Throws<InvalidOperationException>(() => fund.Apply(
            new LossAllocated(Deficit(1), new(1m), new Dictionary<InstitutionId, Usd> { [A] = new(0.9m) }), _fund.Now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Fund_UnderAnyInterleaving_SpendsNothingTwiceAndNothingItHasNot(int seed)
    {
        var random = new Random(seed);
        InstitutionId[] institutions = [A, B, C];
        var contributed = new Dictionary<InstitutionId, BigInteger>();
        for (var i = 0; i < 250; i++)
        {
            var deficit = random.Next(20);
            switch (random.Next(5))
            {
                case 0:
                    var (institution, amount) = (institutions[random.Next(3)], Amount(random));
                    Contribute(institution, amount);
                    contributed[institution] = contributed.GetValueOrDefault(institution) + Steps(amount);
                    break;
                case 1:
                    _fund.Take(new ConfirmDraw(Deficit(deficit)) { Request = Next(), By = Ann });
                    break;
                case 2 when random.Next(4) == 0:
                    _fund.Restart();
                    break;
                default:
                    // The same deficit mostly asks for the same, as an account does that sends its letter again.
                    _fund.Take(Reservation(deficit, random.Next(5) == 0 ? Amount(random) : OnGrid((deficit + 1) * 50_000m / 3m)));
                    break;
            }

            SeeThatNothingIsSpentTwice(contributed);
        }

        Assert.Contains(_fund.History, record => record is LossAllocated { Shares.Count: > 1 });
    }

    private void SeeThatNothingIsSpentTwice(Dictionary<InstitutionId, BigInteger> contributed)
    {
        // From the records alone, in whole steps.
        var reserved = _fund.History.OfType<DrawReserved>().ToList();
        var confirmed = _fund.History.OfType<DrawConfirmed>().Select(record => record.Deficit).ToList();
        Assert.Equal(reserved.Count, reserved.Select(record => record.Deficit).Distinct().Count());
        Assert.Equal(confirmed.Count, confirmed.Distinct().Count());
        var granted = reserved.Aggregate(BigInteger.Zero, (sum, record) => sum + Steps(record.Granted.Amount));
        var total = contributed.Values.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);
        Assert.True(granted <= total);
        Assert.Equal(total - granted, Steps(Fund.Free.Amount));
        foreach (var (institution, _) in Fund.Contributions)
        {
            var borne = _fund.History.OfType<LossAllocated>().Sum(loss => loss.Shares.GetValueOrDefault(institution).Amount);
            Assert.Equal(borne, Fund.AllocatedTo(institution).Amount);
        }

        foreach (var loss in _fund.History.OfType<LossAllocated>())
        {
            var draw = reserved.Single(record => record.Deficit == loss.Deficit);
            Assert.Equal(Steps(draw.Asked.Amount) - Steps(draw.Granted.Amount), Steps(loss.Amount.Amount));
            if (loss.Shares.Count > 0)
            {
                Assert.Equal(Steps(loss.Amount.Amount), loss.Shares.Values.Aggregate(BigInteger.Zero, (sum, share) => sum + Steps(share.Amount)));
                Assert.All(loss.Shares.Values, share => Assert.True(share.Amount >= 0));
            }
        }
    }

    private static decimal Amount(Random random) => OnGrid(random.Next(1, 1_000_000) / 7m);

    private static decimal OnGrid(decimal amount) => decimal.Round(amount, 8, MidpointRounding.ToZero);

    private static BigInteger Steps(decimal amount) => new(amount * 100_000_000m);

    private static DecisionId Deficit(int number) => new(new AccountId(A, "main"), number + 1, 0);

    private RequestId Next() => _fund.NextRequest();

    private ReserveDraw Reservation(int deficit, decimal amount) => new(Deficit(deficit), new(amount)) { Request = Next(), By = Ann };

    private void Contribute(InstitutionId institution, decimal amount) =>
        _fund.Does(new ContributeToFund(institution, new(amount)) { Request = Next(), By = Ann });

    private void Reserve(int deficit, decimal amount) => _fund.Does(Reservation(deficit, amount));

    private void Confirm(int deficit) => _fund.Does(new ConfirmDraw(Deficit(deficit)) { Request = Next(), By = Ann });

    private (decimal Contributed, decimal Reserved, decimal Paid, decimal Free) Sums() =>
        (Fund.Contributed.Amount, Fund.Reserved.Amount, Fund.Paid.Amount, Fund.Free.Amount);

    private (decimal Asked, decimal Granted, bool IsConfirmed, decimal Allocated, decimal Unborne) Draw(int deficit)
    {
        var draw = Fund.Find(Deficit(deficit))!;
        return (draw.Asked.Amount, draw.Granted.Amount, draw.IsConfirmed, draw.Allocated.Amount, draw.Unborne.Amount);
    }

    private List<(InstitutionId Institution, decimal Amount)> Shares(int deficit) =>
        [.. Fund.Find(Deficit(deficit))!.Shares.OrderBy(share => share.Key).Select(share => (share.Key, share.Value.Amount))];
}
