using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// Adds up one component of a requirement together with its explanation. Only the total is rounded, up; what that adds is
/// given to the largest item, so that the items add up to the component to the last digit.
/// </summary>
/// <param name="name">The component's name in the glossary.</param>
/// <param name="explain">Whether to keep the items. Searches evaluate thousands of times and read only the totals.</param>
internal sealed class ComponentSum(string name, bool explain)
{
    private readonly List<ComponentItem> _items = [];
    private decimal _total;

    public bool Explains => explain;

    /// <summary>Adds an item; nothing is said about items of nothing.</summary>
    public void Add(string subject, LocationId? location, decimal amount, [InterpolatedStringHandlerArgument("")] ref Working working)
    {
        _total += amount;
        if (explain && amount != 0)
        {
            _items.Add(new ComponentItem(subject, location, new Usd(amount), working.ToString()));
        }
    }

    /// <summary>The same of a position, whose name is put together only where somebody will read it.</summary>
    public void Add(HeldPosition position, decimal amount, [InterpolatedStringHandlerArgument("")] ref Working working) =>
        Add(explain ? position.Name : string.Empty, position.Venue, amount, ref working);

    /// <summary>The component, rounded up.</summary>
    public Component Close() => Close(_total, 1m);

    /// <summary>|Σ| × rate: a component that charges the net of its items whichever way it points.</summary>
    public Component CloseAbsolute(decimal rate) => Close(Math.Abs(_total) * rate, _total < 0 ? -rate : rate);

    private Component Close(decimal total, decimal itemFactor)
    {
        var amount = Usd.Up(total);
        if (_items.Count == 0)
        {
            return new Component(name, amount, []);
        }

        var largest = 0;
        var sum = 0m;
        for (var i = 0; i < _items.Count; i++)
        {
            _items[i] = _items[i] with { Amount = new Usd(Kernel.OnGrid(_items[i].Amount.Amount * itemFactor)) };
            sum += _items[i].Amount.Amount;
            if (Math.Abs(_items[i].Amount.Amount) > Math.Abs(_items[largest].Amount.Amount))
            {
                largest = i;
            }
        }

        _items[largest] = _items[largest] with { Amount = _items[largest].Amount + (amount - new Usd(sum)) };
        return new Component(name, amount, _items);
    }

    /// <summary>The words of an item, put together only where somebody will read them.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Working
    {
        private readonly StringBuilder? _text;

        public Working(int literalLength, int formattedCount, ComponentSum sum, out bool enabled)
        {
            enabled = sum.Explains;
            _text = enabled ? new StringBuilder(literalLength + (formattedCount * 12)) : null;
        }

        public void AppendLiteral(string text) => _text!.Append(text);

        public void AppendFormatted(string text) => _text!.Append(text);

        /// <summary>Amounts and rates, to at most eight decimals.</summary>
        public void AppendFormatted(decimal number) =>
            _text!.Append(number.ToString("#,0.########", CultureInfo.InvariantCulture));

        public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

        public override string ToString() => _text?.ToString() ?? string.Empty;
    }
}
