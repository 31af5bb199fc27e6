namespace Livecaller.Testing;

/// <summary>What happens to one HTTP call.</summary>
internal abstract record CallFault
{
    internal sealed record Refuse(int Status) : CallFault;

    internal sealed record LoseAnswer : CallFault;
}
