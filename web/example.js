// The draft that teaches: an invented notice with what the page is for.

/** A draft to try the page with. The place and everything in it is invented. */
export const EXAMPLE = `【我县全力以赴做好建设路塌陷处置工作】6月3日早晨，#云台县建设路#一处路面发生塌陷。事件发生后，县委县政府高度重视，主要领导第一时间赶赴现场，亲自指挥，多部门联动，对道路进行抢修，处置工作取得阶段性成效。目前现场秩序井然，群众情绪稳定，事故原因正在进一步调查中。给您带来不便，敬请谅解。请广大市民不信谣、不传谣!!@云台公安 将持续关注。[祈祷]
云台县人民政府新闻办公室`;
