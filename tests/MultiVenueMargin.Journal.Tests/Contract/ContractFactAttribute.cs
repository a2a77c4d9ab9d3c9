using Xunit.Sdk;

namespace MultiVenueMargin.Journal.Tests.Contract;

/// <summary>
/// A fact of a contract that several classes inherit. A class that carries a <see cref="NeedsAttribute"/> whose need is not met
/// skips all of them, which a plain fact cannot do: it does not know in which class it will run.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MultiVenueMargin.Journal.Tests.Contract." + nameof(ContractFactDiscoverer), "MultiVenueMargin.Journal.Tests")]
public sealed class ContractFactAttribute : FactAttribute;
