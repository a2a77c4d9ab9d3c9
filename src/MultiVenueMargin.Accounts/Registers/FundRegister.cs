using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Registers.RegisterDecision;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// The insurance fund. Money for a deficit is reserved, then paid when the account has recorded the grant, so that two accounts never spend the
/// same money; a deficit is served once, whatever the request ids. What the fund cannot pay is allocated to those who
/// contributed, by their contributions.
/// </summary>
public sealed class FundRegister : Register
{
    private readonly SortedDictionary<InstitutionId, Usd> _contributions = [];
    private readonly SortedDictionary<DecisionId, FundDraw> _draws = [];
    private readonly Dictionary<InstitutionId, Usd> _allocated = [];

    /// <summary>All that each institution ever paid in.</summary>
    public IReadOnlyDictionary<InstitutionId, Usd> Contributions => _contributions;

    /// <summary>By deficit.</summary>
    public IReadOnlyCollection<FundDraw> Draws => _draws.Values;

    public Usd Contributed { get; private set; }

    /// <summary>Granted and not yet paid.</summary>
    public Usd Reserved { get; private set; }

    public Usd Paid { get; private set; }

    /// <summary>What the next deficit can have.</summary>
    public Usd Free => Contributed - Reserved - Paid;

    /// <summary>Losses that fell to an institution, ever.</summary>
    public Usd AllocatedTo(InstitutionId institution) => _allocated.GetValueOrDefault(institution);

    public FundDraw? Find(DecisionId deficit) => _draws.GetValueOrDefault(deficit);

    public static FundRegister ReadFrom(CanonicalReader reader) => Read(new FundRegister(), reader);

    private protected override bool ApplyOwn(RegisterRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case FundContributed contributed:
                _contributions[contributed.Institution] = _contributions.GetValueOrDefault(contributed.Institution) + contributed.Amount;
                Contributed += contributed.Amount;
                return true;
            case DrawReserved reserved when reserved.Granted > Free || reserved.Granted > reserved.Asked:
                throw new InvalidOperationException($"{reserved.Deficit} was granted {reserved.Granted} of {reserved.Asked} where {Free} is free.");
            case DrawReserved reserved:
                Add(new FundDraw(reserved.Deficit, reserved.Asked, reserved.Granted, false, new Dictionary<InstitutionId, Usd>()));
                return true;
            case DrawConfirmed confirmed:
                Confirm(_draws[confirmed.Deficit]);
                return true;
            case LossAllocated allocated:
                Allocate(_draws[allocated.Deficit], allocated);
                return true;
            default:
                return false;
        }
    }

    private protected override RegisterRefused? Check(RegisterCommand command) => command switch
    {
        ContributeToFund { Institution.IsDefault: true } => Malformed("Institution", "Somebody contributes."),
        ContributeToFund contribute => CheckAmount(contribute.Amount),
        ReserveDraw { Deficit.IsDefault: true } or ConfirmDraw { Deficit.IsDefault: true } => Malformed("Deficit", "A deficit has an id."),
        ReserveDraw reserve => CheckAmount(reserve.Amount),
        ConfirmDraw => null,
        _ => throw NotMine(command),
    };

    private protected override RegisterDecision Decide(RegisterCommand command, DateTimeOffset now) => command switch
    {
        ContributeToFund contribute => Contribute(contribute),
        ReserveDraw reserve => Reserve(reserve),
        ConfirmDraw confirm => Confirm(confirm),
        _ => throw NotMine(command),
    };

    private protected override void WriteOwn(CanonicalWriter writer)
    {
        writer.Dictionary(_contributions, RegisterLimits.Institutions, ValueCodec.Write, ValueCodec.Write);
        writer.Count(_draws.Count, RegisterLimits.Draws);
        foreach (var draw in _draws.Values)
        {
            DecisionCodec.Write(writer, draw.Deficit);
            ValueCodec.Write(writer, draw.Asked);
            ValueCodec.Write(writer, draw.Granted);
            writer.Bool(draw.IsConfirmed);
            writer.Dictionary(draw.Shares, RegisterLimits.Institutions, ValueCodec.Write, ValueCodec.Write);
        }
    }

    private protected override void ReadOwn(CanonicalReader reader)
    {
        foreach (var (institution, amount) in
            reader.Dictionary(RegisterLimits.Institutions, ValueCodec.ReadInstitutionId, ValueCodec.ReadUsd))
        {
            _contributions.Add(institution, amount);
            Contributed += amount;
        }

        for (var left = reader.Count(RegisterLimits.Draws); left > 0; left--)
        {
            Add(new FundDraw(
                DecisionCodec.ReadDecisionId(reader),
                ValueCodec.ReadUsd(reader),
                ValueCodec.ReadUsd(reader),
                reader.Bool(),
                reader.Dictionary(RegisterLimits.Institutions, ValueCodec.ReadInstitutionId, ValueCodec.ReadUsd)));
        }
    }

    // On the grid and bounded, sums are exact and shares add up.
    private static RegisterRefused? CheckAmount(Usd amount) =>
        amount.Amount is <= 0 or > RegisterLimits.Usd ? Malformed("Amount", $"It is above 0 and at most {RegisterLimits.Usd} USD, not {amount}.")
        : amount != Usd.Down(amount.Amount) ? Malformed("Amount", $"{amount} is finer than {new Usd(Usd.Step)} USD.")
        : null;

    private RegisterDecision Contribute(ContributeToFund command) =>
        Contributed.Amount + command.Amount.Amount > RegisterLimits.Usd
            ? No(Refusal.LimitReached, "Amount", $"The fund would have more than {RegisterLimits.Usd} USD.")
            : _contributions.Count >= RegisterLimits.Institutions && !_contributions.ContainsKey(command.Institution)
            ? No(Refusal.LimitReached, "Institution", $"{RegisterLimits.Institutions} institutions contribute, the most that may.")
            : Done(string.Empty, new FundContributed(command.Institution, command.Amount, command.By));

    private RegisterDecision Reserve(ReserveDraw command) =>
        Find(command.Deficit) is { } draw
            ? draw.Asked == command.Amount
                ? Done(command.Deficit.ToString())
                : No(Refusal.AlreadyExists, "Amount", $"{draw.Asked} USD were asked for {command.Deficit} already, not {command.Amount}.")
            : _draws.Count >= RegisterLimits.Draws
            ? No(Refusal.LimitReached, "Deficit", $"The fund was asked {RegisterLimits.Draws} times, the most it may be.")
            : Done(command.Deficit.ToString(), new DrawReserved(command.Deficit, command.Amount, Usd.Min(command.Amount, Free)));

    private RegisterDecision Confirm(ConfirmDraw command)
    {
        if (Find(command.Deficit) is not { } draw)
        {
            return No(Refusal.NotFound, "Deficit", $"Nothing was reserved for {command.Deficit}.");
        }

        var rest = draw.Asked - draw.Granted;
        var paid = new DrawConfirmed(command.Deficit);
        return draw.IsConfirmed ? Done(command.Deficit.ToString())
            : rest == Usd.Zero ? Done(command.Deficit.ToString(), paid)
            : Done(command.Deficit.ToString(), paid, new LossAllocated(command.Deficit, rest, LossShares.Of(rest, _contributions)));
    }

    private void Add(FundDraw draw)
    {
        _draws.Add(draw.Deficit, draw);
        Bear(draw.Shares);
        if (draw.IsConfirmed)
        {
            Paid += draw.Granted;
        }
        else
        {
            Reserved += draw.Granted;
        }
    }

    private void Confirm(FundDraw draw)
    {
        if (draw.IsConfirmed)
        {
            throw new InvalidOperationException($"{draw.Deficit} was paid before.");
        }

        _draws[draw.Deficit] = draw with { IsConfirmed = true };
        Reserved -= draw.Granted;
        Paid += draw.Granted;
    }

    private void Allocate(FundDraw draw, LossAllocated allocated)
    {
        var isWhole = allocated.Shares.Count == 0 || Usd.Sum(allocated.Shares.Values) == allocated.Amount;
        if (!draw.IsConfirmed || draw.Shares.Count > 0 || allocated.Amount != draw.Asked - draw.Granted || !isWhole)
        {
            throw new InvalidOperationException($"The loss allocated for {draw.Deficit} is not what the fund left unpaid.");
        }

        _draws[draw.Deficit] = draw with { Shares = allocated.Shares };
        Bear(allocated.Shares);
    }

    private void Bear(IReadOnlyDictionary<InstitutionId, Usd> shares)
    {
        foreach (var (institution, share) in shares)
        {
            _allocated[institution] = _allocated.GetValueOrDefault(institution) + share;
        }
    }
}
