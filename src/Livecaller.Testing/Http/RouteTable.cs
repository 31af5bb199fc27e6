using Livecaller.Shared;

namespace Livecaller.Testing.Http;

/// <summary>Finds the handler of a call. Unknown paths return a problem document.</summary>
internal sealed class RouteTable
{
    private const string Placeholder = "{id}";
    private readonly List<Route> _routes = [];

    /// <param name="method">The method.</param>
    /// <param name="pattern">The path without a leading slash; <c>{id}</c> matches one segment.</param>
    /// <param name="handler">Receives the call and the segment that matches <c>{id}</c>, or an empty string.</param>
    public void Map(string method, string pattern, Func<TestRequest, string, TestAnswer> handler) => _routes.Add(new(method, pattern.Split('/'), handler));

    public TestAnswer Answer(TestRequest call)
    {
        var fitting = _routes.FindAll(r => r.Fits(call.Segments));
        if (fitting.Count == 0) return TestAnswer.Refused(Problems.NoAddress);
        if (fitting.Find(r => r.Method == call.Method) is { } route) return Answer(route, call);
        var methods = fitting.Select(r => r.Method).Distinct().Order().ToList();
        return TestAnswer.WrongMethod(methods, call.Method);
    }

    private static TestAnswer Answer(Route route, TestRequest call)
    {
        try
        {
            return route.Handler(call, route.IdIn(call.Segments));
        }
        catch (ProblemException refused)
        {
            return TestAnswer.Refused(refused.Problem);
        }
    }

    private sealed record Route(string Method, string[] Pattern, Func<TestRequest, string, TestAnswer> Handler)
    {
        public bool Fits(string[] path) => path.Length == Pattern.Length && Pattern.Zip(path).All(p => p.First == Placeholder || p.First == p.Second);

        public string IdIn(string[] path) => Array.IndexOf(Pattern, Placeholder) is >= 0 and var index ? Uri.UnescapeDataString(path[index]) : "";
    }
}
