using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Testing.Values;

/// <summary>
/// Values of any record type, made by reflection: every property that can be set gets a value of its own, so that a
/// new property is filled without anybody thinking of it. They need not make sense, only to be accepted by their constructors.
/// </summary>
/// <param name="random">What is drawn from.</param>
/// <param name="instead">How values of some types are made where not just anything will do.</param>
public sealed class RandomValue(Random random, IReadOnlyDictionary<Type, Func<RandomValue, object>>? instead = null)
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>What is made by a constructor that checks; the rest is filled property by property.</summary>
    private static readonly Dictionary<Type, Func<RandomValue, object>> Plain = new()
    {
        [typeof(bool)] = made => made.Below(2) == 1,
        [typeof(byte)] = made => (byte)made.Below(256),
        [typeof(int)] = made => unchecked((int)made.Bits()),
        [typeof(long)] = made => made.Bits(),
        [typeof(ulong)] = made => unchecked((ulong)made.Bits()),
        [typeof(decimal)] = made => made.Decimal(1_000_000_000_000m),
        [typeof(double)] = made => made.Double(),
        [typeof(string)] = made => made.Text(20),
        [typeof(TimeSpan)] = made => new TimeSpan(made.Bits()),
        [typeof(DateTimeOffset)] = made => made.Instant(),
        [typeof(ReadOnlyMemory<byte>)] = made => new ReadOnlyMemory<byte>([.. Enumerable.Range(0, made.Below(40)).Select(_ => (byte)made.Below(256))]),
        [typeof(Asset)] = made => new Asset(made.Text(32)),
        [typeof(RiskUnit)] = made => new RiskUnit(made.Text(32)),
        [typeof(InstitutionId)] = made => new InstitutionId(made.Text(64)),
        [typeof(PoolId)] = made => new PoolId(made.Text(64)),
        [typeof(LocationId)] = made => new LocationId(made.Text(64)),
        [typeof(InstrumentId)] = made => new InstrumentId(made.Text(96)),
        [typeof(MarketVersion)] = made => new MarketVersion(made.Text(96)),
        [typeof(RuleVersion)] = made => new RuleVersion(made.Text(96)),
        [typeof(AccountId)] = made => new AccountId(new InstitutionId(made.Text(64)), made.Text(64)),
        [typeof(ModelName)] = made => new ModelName(made.Text(32)),
        [typeof(RuleBookText)] = made => new RuleBookText(JsonSerializer.Serialize(new Dictionary<string, string> { ["title"] = made.Text(20) })),
        [typeof(RuleBookId)] = made => new RuleBookId(made.Text(64)),
        [typeof(PrincipalId)] = made => new PrincipalId(made.Text(128)),
        [typeof(RequestId)] = made => new RequestId(made.Text(128)),
        [typeof(VenueAccountId)] = made => new VenueAccountId(new LocationId(made.Text(64).Replace(':', '.')), made.Text(128)),
        [typeof(Quantity)] = made => new Quantity(made.Decimal(Quantity.Largest)),
        [typeof(Price)] = made => new Price(Math.Abs(made.Decimal(Price.Largest))),
        [typeof(Rate)] = made => new Rate(made.Decimal(Rate.Largest)),
        [typeof(Usd)] = made => new Usd(made.Decimal(decimal.MaxValue)),
        [typeof(Money)] = made => made.Below(8) == 0 ? default : new Money(made.Decimal(decimal.MaxValue), new Asset(made.Text(32))),
    };

    public T Of<T>() => (T)Of(typeof(T));

    public object Of(Type type)
    {
        if (instead?.GetValueOrDefault(type) is { } other)
        {
            return other(this);
        }

        if (Plain.TryGetValue(type, out var make))
        {
            return make(this);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type).Cast<object>().Where(value => value.ToString() != "Unspecified").ToList();
            return values[Below(values.Count)];
        }

        if (Nullable.GetUnderlyingType(type) is { } some)
        {
            return Of(some);
        }

        return type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? Items(type) : Record(Concrete(type));
    }

    /// <summary>A value for a property; sometimes none where it may be absent.</summary>
    public object? For(PropertyInfo property)
    {
        var mayBeAbsent = Nullable.GetUnderlyingType(property.PropertyType) is not null
            || (!property.PropertyType.IsValueType && Nullability.Create(property).ReadState == NullabilityState.Nullable);
        return mayBeAbsent && Below(4) == 0 ? null : Of(property.PropertyType);
    }

    /// <summary>The members of a family, or the type itself.</summary>
    public static IReadOnlyList<Type> ConcreteOf(Type type) =>
        type.IsAbstract
            ? [.. type.Assembly.GetTypes().Where(one => !one.IsAbstract && one.IsSubclassOf(type)).OrderBy(one => one.FullName, StringComparer.Ordinal)]
            : [type];

    /// <summary>The same with another value of one property.</summary>
    public static object With(object value, PropertyInfo changed, object? to)
    {
        var copy = RuntimeHelpers.GetUninitializedObject(value.GetType());
        foreach (var property in Said.PropertiesOf(value.GetType()))
        {
            property.SetValue(copy, property.Name == changed.Name ? to : property.GetValue(value));
        }

        return copy;
    }

    private object Record(Type type)
    {
        var properties = Said.PropertiesOf(type);
        if (properties.Length == 0)
        {
            throw new NotSupportedException($"{type.Name} has nothing to set: add how it is made to the plain values above.");
        }

        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in properties)
        {
            property.SetValue(record, For(property));
        }

        return record;
    }

    private object Items(Type type)
    {
        var arguments = type.GetGenericArguments();
        var count = Below(4);
        if (arguments.Length == 2)
        {
            var pairs = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            for (var i = 0; i < count; i++)
            {
                pairs[Of(arguments[0])] = Of(arguments[1]);
            }

            return pairs;
        }

        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
        for (var i = 0; i < count; i++)
        {
            items.Add(Of(arguments[0]));
        }

        return type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)
            ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(arguments), items)!
            : items;
    }

    private Type Concrete(Type type)
    {
        var members = ConcreteOf(type);
        return members.Count > 0 ? members[Below(members.Count)] : throw new NotSupportedException($"Nothing derives from {type.Name}.");
    }

    private int Below(int end) => random.Next(end);

    /// <summary>Any 64 bits, short numbers of either sign as likely as long ones.</summary>
    private long Bits() => random.NextInt64(long.MinValue, long.MaxValue) >> Below(64);

    /// <summary>Any scale and any number of digits, within ±largest.</summary>
    private decimal Decimal(decimal largest)
    {
        var drawn = new decimal(
            random.Next(), Below(2) * random.Next(), Below(2) * random.Next(), Below(2) == 1, (byte)Below(29));
        return Math.Abs(drawn) <= largest ? drawn : drawn % largest;
    }

    private double Double() => Below(6) switch
    {
        0 => 0,
        1 => -Below(10),
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, Below(40) - 20),
    };

    private DateTimeOffset Instant() =>
        new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.Zero)
            .ToOffset(TimeSpan.FromMinutes(Below(1_441) - 720));

    private string Text(int most)
    {
        const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@é币安ß€";
        return string.Concat(Enumerable.Range(0, 1 + Below(most)).Select(_ => Characters[Below(Below(3) == 0 ? Characters.Length : 26)]));
    }
}
